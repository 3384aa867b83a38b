//! The one table of diagnostics: code, name, severity, what it means and what to do.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// How much a diagnostic weighs: an error stops the build, a warning stops it under `--strict`, advice never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
    Advice,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// One row of the table. Displayed and serialised as its id.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Such as `A201`.
    pub id: &'static str,
    pub name: &'static str,
    pub severity: Severity,
    /// What it means, in one sentence.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub explain: &'static str,
    pub example: Option<CodeExample>,
}

/// Content that has a diagnostic, and the same without it.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeExample {
    pub wrong: &'static str,
    pub right: &'static str,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for &'static Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <&str>::deserialize(deserializer)?;
        find(id).ok_or_else(|| D::Error::custom(format!("no diagnostic has the code {id}")))
    }
}

macro_rules! codes {
    (@example) => { None };
    (@example $wrong:literal $right:literal) => { Some(CodeExample { wrong: $wrong, right: $right }) };
    ($($konst:ident $id:literal $name:literal $severity:ident $title:literal $explain:literal
        $([wrong $wrong:literal right $right:literal])?)*) => {
        $(pub static $konst: Code = Code {
            id: $id, name: $name, severity: Severity::$severity, title: $title, explain: $explain,
            example: codes!(@example $($wrong $right)?),
        };)*
        /// Every code, in the order of their ids.
        pub static CODES: &[&Code] = &[$(&$konst),*];
    };
}

/// The row of an id or a name, such as `A201` or `unknown-target`.
pub fn find(id_or_name: &str) -> Option<&'static Code> {
    CODES
        .iter()
        .copied()
        .find(|c| c.id.eq_ignore_ascii_case(id_or_name) || c.name.eq_ignore_ascii_case(id_or_name))
}

codes! {
    NOT_UTF8 "A001" "not-utf8" Error "The file is not UTF-8 text."
        "agon reads UTF-8 only. Save the file as UTF-8; the message names the first invalid byte."
    UNKNOWN_FILE "A002" "unknown-file" Warning "The file is at a path that agon does not read, so it is not published."
        "The files of content/ are `site.yaml`, `publishers.yaml`, `sources/*.yaml`, `entities/*.md`, `pages/*.md`, `definitions/*.yaml`, `elsewhere/*.yaml`, the files of `topics/TOPIC/`, and attachments that a text names. Move the file to its place, or out of content/."
    NO_SITE "A003" "no-site" Error "There is no content/site.yaml."
        "A site is a folder with content/site.yaml in it. Run agon in that folder, name it with --root, or start a site with `agon init`."
    NO_TOPIC_FILE "A004" "no-topic-file" Error "The topic's folder has no topic.md."
        "Each folder under content/topics/ is a topic, and topic.md gives its title and question. Add it."
    UNREADABLE "A005" "unreadable" Error "The file cannot be read."
        "The message contains the answer of the system. Check the permissions of the file, and that it was not moved while agon read the folder."
    MISPLACED_FILE "A006" "misplaced-file" Error "The file's path is nearly one that agon reads."
        "A folder such as `topic/` or `thread/` is not read, so a whole debate would be missing. Rename the folder or file as the message says."
    YAML_SYNTAX "A101" "yaml-syntax" Error "The YAML cannot be read."
        "Common causes are an unclosed quote, a colon in unquoted text and uneven indentation. Put text with a colon, a `#` or a leading special character in quotes."
    UNKNOWN_KEY "A102" "unknown-key" Error "The key is not known here."
        "An unknown key would be ignored silently, so it is an error. The message names the nearest known key."
    WRONG_TYPE "A103" "wrong-type" Error "The value has the wrong type."
        "For example a text instead of a list. The message names the expected type."
    BAD_DATE "A104" "bad-date" Error "The date cannot be read."
        "A date is as precise as it is known: `2026`, `2026-06` or `2026-06-28`. Omit the key if no date is known."
    UNKNOWN_WORD "A105" "unknown-word" Error "The value is not one of the known words."
        "Kinds, states and outcomes come from short fixed lists, so that pages can group by them. The message lists them."
    MISSING_KEY "A106" "missing-key" Error "A required key is missing."
        "The message names it. All other keys are optional."
    DUPLICATE_KEY "A107" "duplicate-key" Error "The key is duplicated."
        "YAML would silently keep one of the two. Remove one."
    NO_FRONT_MATTER "A108" "no-front-matter" Error "The front matter is missing, does not end, or is there twice."
        "A file starts with a line `---`, then YAML, then a line `---`; the text follows."
    DUPLICATE_RECORD "A109" "duplicate-record" Error "Two records have the same id."
        "An id names one record. Rename one of them, or merge the two."
    NAME_MISMATCH "A110" "name-mismatch" Error "The file's name and its front matter give a gather different dates or kinds."
        "The file name determines the address of a gather. Rename the file or fix the front matter."
    BAD_NUMBER "A111" "bad-number" Error "The number cannot be read."
        "Write a plain number such as `58.6`, without a unit; the unit has its own key."
    BAD_ADDRESS "A112" "bad-address" Error "The address is not a web address."
        "Addresses start with `https://` or `http://`. Omit the key if the address is unknown; never guess one."
    BAD_ID "A113" "bad-id" Error "The id has characters that are not allowed in an address."
        "Ids are made of lower-case letters, digits and hyphens."
    BAD_FILE_NAME "A114" "bad-file-name" Error "The file name has no date."
        "The file of a gather is named after its day, such as `2026-06-11.md`, `2026-06-11-update.md` or `2026-03-29-initial.md`."
    MARKUP_IN_TEXT "A115" "markup-in-text" Warning "A text in the front matter contains Markdown, which is not rendered there."
        "Titles and summaries are plain text: readers would see the brackets and asterisks. Put links, citations and emphasis in the body."
    LOST_COMMENT "A116" "lost-comment" Warning "A `#` after a space starts a comment, so the rest of the text is lost."
        "Put the whole text in double quotes. Write an intended comment with a space after the `#`."
    BAD_LANGUAGE "A117" "bad-language" Error "The language is not a language tag."
        "Browsers and screen readers identify languages by their tags (BCP 47): `en`, `en-GB`, `de`, `pt-BR`."
    COMPILED_EARLY "A118" "compiled-early" Error "A gather was compiled before the day that it covers."
        "`compiled` is the day on which a gather was put together later than its date. Write that day, or remove the key if the gather was made on its day."
        [wrong "date: 2026-05-04\ncompiled: 2026-04-20"
         right "date: 2026-05-04\ncompiled: 2026-11-20"]
    BAD_DOI "A119" "bad-doi" Warning "The DOI is invalid, so its link would be dead."
        "A DOI starts with `10.`, has a slash after the number of its registrant, and no spaces. Omit the key if it is unknown."
        [wrong "DOI: wages-2026"
         right "DOI: 10.1000/wages.2026"]
    BAD_DOMAIN "A120" "bad-domain" Warning "The domain is invalid, so it matches no address."
        "A domain is the part of an address between `https://` and the next slash, such as `daily.example`."
        [wrong "exclude_domains: [https://daily.example/opinion]"
         right "exclude_domains: [daily.example]"]
    DATES_OUT_OF_ORDER "A121" "dates-out-of-order" Warning "Two dates are in the wrong order."
        "A text is updated after it was opened, a question is due after it was asked, and an end follows its start. One of the two dates is wrong."
        [wrong "opened: 2026-06-11\nupdated: 2026-06-04"
         right "opened: 2026-06-04\nupdated: 2026-06-11"]
    COMMA_IN_LIST "A122" "comma-in-list" Warning "A comma is part of an item, where it was probably meant to separate items."
        "Items of a YAML list are on lines of their own without commas, or between brackets with commas: `[a, b]`. Put an item that contains a comma in quotes."
        [wrong "aliases:\n  - wages,\n  - pay,"
         right "aliases:\n  - wages\n  - pay"]
    UNPRINTABLE "A123" "unprintable-character" Error "The text contains a character that cannot be displayed."
        "Control characters come with text copied from terminals and old files. Remove them; HTML, feeds and other formats do not allow them."
        [wrong "title: \"Wages\\u0007\""
         right "title: \"Wages\""]
    TYPOGRAPHIC_QUOTES "A124" "typographic-quotes" Advice "A value is in quotation marks of typography, which YAML does not read."
        "YAML reads straight quotation marks only, so these are shown with the text. Write straight ones. Where the marks belong to the text, as in a headline that is a quotation, put straight ones around them."
        [wrong "title: “Wages and prices”"
         right "title: \"Wages and prices\""]
    UNKNOWN_TARGET "A201" "unknown-target" Error "The target of the link does not exist."
        "No topic, gather, thread, article, entity, source, publisher or page has this slug, title or alias. The message names the nearest one."
    AMBIGUOUS_TARGET "A202" "ambiguous-target" Error "The link is ambiguous."
        "Write the longer form, such as `[[open-vs-closed/2026-06-04]]`, or the slug instead of the title."
    UNKNOWN_BLOCK "A203" "unknown-block" Error "The document has no block with this id."
        "A block id is written `^id` at the end of a paragraph or list item. The message names the nearest one in that document."
    DUPLICATE_BLOCK "A204" "duplicate-block" Error "The block id is duplicated in the file."
        "A block id is a permanent address and can name only one block."
    UNKNOWN_SOURCE "A205" "unknown-source" Error "The cited source does not exist."
        "Add the source to a file in `content/sources/`, or fix the key. The message names the nearest key."
    EMPTY_SECTION "A206" "empty-section" Error "The section is empty."
        "Write the section, or remove the heading."
    HEADING_ORDER "A207" "heading-order" Error "The heading's level is out of order."
        "The title is the only heading of level 1; sections start with `##`, subsections with `###`, and no level is skipped."
    WRONG_FORM "A208" "wrong-form" Error "The item does not have the form that this section requires."
        "The message shows the form. Put other text in a section of its own."
    UNKNOWN_OBSERVATION "A209" "unknown-observation" Error "The kind of observation is unknown."
        "The kinds are: Emerging theme, Emerging pattern, Quality signal, Keyword suggestion, Gap, Noise pattern, Author to watch, Source to watch."
    UNKNOWN_CHANGE "A210" "unknown-change" Error "The change word is unknown."
        "The change words are: first tracked, restated, hardened, softened, extended, clarified, reversed, silent."
    BAD_ITEM_DATE "A211" "bad-item-date" Error "The item does not start with a date."
        "Write `- 2026-06-24: text`; `2026-06` and `2026` are valid if the day is unknown."
    UNKNOWN_FIELD "A212" "unknown-field" Error "The inline field is unknown."
        "An inline field is written `(name:: value)`. The names are overtakes, corrects, disputes, confirms, answers, judges, status, asked, due, by, chance, outcome, happened, uncited, from, how, contradicts, lasting, definition, alias, `attributed_by`, stance, since and until."
    BAD_FIELD "A213" "bad-field" Error "The value of the inline field is invalid."
        "The message names the expected value."
    RAW_HTML "A214" "raw-html" Warning "Raw HTML is shown as text."
        "Content is not trusted, so HTML is escaped. Write Markdown instead, or set `allow_html: true` in site.yaml if every author is trusted."
    UNSAFE_LINK "A215" "unsafe-link" Error "The URL scheme of the link is not allowed."
        "Links start with `https:`, `http:` or `mailto:`, or are relative."
    UNKNOWN_SUB_ITEM "A216" "unknown-sub-item" Error "The sub-item is unknown here."
        "Under a tension: `Kind:`, `Shared:`, `Crux:`, `Would settle it:` or `[[side]]: statement`. Under a question: `Would settle it:` and `Answer:`."
    DUPLICATE_SECTION "A217" "duplicate-section" Error "The file has two sections of this kind."
        "Sections such as Timeline or Perspectives occur once in a file. Merge the two."
    EMPTY_NOTE "A218" "empty-note" Warning "The source note says nothing about its source."
        "Write what the source says and why it matters here."
    UNDEFINED_FOOTNOTE "A219" "undefined-footnote" Warning "The footnote has no text."
        "Write `[^1]: text` on a line of its own, or cite a source instead of the footnote."
    BAD_BLOCK_ID "A220" "bad-block-id" Error "The block id has characters that are not allowed in an address."
        "Use lower-case letters, digits and hyphens, such as `^kimi-k2-6`."
    WRONG_KIND "A221" "wrong-kind" Error "The target of the link has the wrong kind."
        "A perspective is held by a person, an organisation or a collective; a cross-link names a topic; a side of a tension is an entity."
    UNKNOWN_FILE_LINK "A222" "unknown-file-link" Error "The target of the relative link does not exist."
        "A relative link names a Markdown file in `content/` or a file in `static/`. A wiki link such as `[[2026-06-04]]` is shorter and does not depend on the folder."
    UNCLOSED_LINK "A223" "unclosed-link" Warning "A link or citation is not closed, so it is shown as text."
        "A wiki link ends with `]]`, a citation with `]`. If the brackets are meant as text, write a backslash before them."
    UNKNOWN_FRAGMENT "A224" "unknown-fragment" Error "The document has no heading or block with this name."
        "The fragment after the `#` of a link is the text of a heading (`[[wages#Open questions]]`, `topic.md#open-questions`) or the `^id` of a block or heading. The message names the nearest one."
    EMPTY_LINK "A225" "empty-link" Error "A link has no address, no host or no text."
        "Readers would see a dead link, or none at all. Complete it or remove it."
    NO_LINK "A226" "no-link" Warning "Text that looks like a link is not a link, so its brackets are shown as text."
        "In Markdown, an address with a space, a label without a definition and a link inside another link are not links. Fix the link, or write a backslash before the bracket if it is meant as text."
    EXTRA_CELLS "A227" "extra-cells" Error "A row of a table has more cells than its header."
        "Markdown drops cells beyond the header, so their text would be lost. Add a column, join two cells, or write a bar that is not a border as `\\|`."
    UNKNOWN_PATH "A228" "unknown-path" Error "The target of a link from the site's root does not exist."
        "An address that starts with `/` names a page of the built site or a file in `static/`. Name an existing one, or use a wiki link."
    REMOTE_IMAGE "A229" "remote-image" Warning "The image is on another site."
        "The headers that agon writes allow only images of the own site, so that no other site learns who reads a page. Copy the image next to the text, with its licence, or link to it."
    NEAR_FORM "A230" "near-form" Warning "The text almost has a form that agon reads, and is shown as plain text."
        "A field with one colon, an item without its hyphen, a DOI or number in place of a citation or a correction in words alone would be lost silently. Apply the fix, or write a backslash before the mark if it is meant as text."
    UNKNOWN_SECTION "A231" "unknown-section" Warning "A section resembles a known one, or contains items of one, and is read as prose."
        "Timeline, Perspectives, Tensions, Open questions, Observations, Cross-links, Forecasts and Corrections are recognised by their headings. Write the known heading, or move the items under it."
    BAD_FORMULA "A232" "bad-formula" Warning "The formula cannot be parsed, so it is shown as it is written."
        "Formulas between dollar signs are LaTeX and become MathML. Fix the command that the message names, or write `\\$` for a dollar sign."
    PAGE_ID "A233" "page-id" Error "The block id is used by the page itself."
        "Pages have ids of their own, such as `main`, `sources`, `history` and `fn-1`, a note without an id has that of its source, such as `n-office-tables`, and a section without an id has `s-` and its words. Links to a passage with the same id would lead there. Choose another id."
    MISSING_ALT "A234" "missing-alt" Error "An image has no alternative text."
        "Describe it: `![What it shows](picture.png)` or `![[picture.png|What it shows]]`, or `alt:` in `picture.png.yaml` next to it. Screen readers read this text, and browsers show it if the image is missing. An ornament that says nothing has `![\"\"](picture.png)` or `alt: \"\"`."
    LINK_TO_DRAFT "A236" "link-to-draft" Error "A published text names a draft, which is not published."
        "Remove `draft: true` from the draft to publish it, or remove the link. Drafts may name anything; `agon serve` and `agon build --drafts` show them."
        [wrong "title: Strikes\ndraft: true\n\nin another text: See [[strikes]]."
         right "title: Strikes\n\nin another text: See [[strikes]]."]
    UNKNOWN_CALLOUT "A237" "unknown-callout" Advice "The kind of a callout is unknown."
        "Callouts are those of GitHub and Obsidian. One of another kind is shown with its word as its name."
        [wrong "> [!WARNIN] Preliminary figures"
         right "> [!WARNING] Preliminary figures"]
    PICTURE_WITH_SCRIPT "A238" "picture-with-script" Warning "An SVG picture has a script."
        "In a page the script does not run. It runs where somebody opens the address of the picture itself and the host does not send the headers that agon writes, and can then act as the site. Remove it."
        [wrong "<svg onload=\"start()\">"
         right "<svg>"]
    THEME_VERSION "A241" "theme-version" Error "The theme needs a later agon, or its `agon` is not a version."
        "`agon:` in a theme.yaml is the earliest version that the theme works with, such as \">=0.1\". Install a later agon or an earlier version of the theme."
        [wrong "agon: \"0.1\""
         right "agon: \">=0.1\""]
    NEAR_TAG "A242" "near-tag" Warning "A tag is nearly the same as one that more texts carry."
        "Two tags that differ by case, as plurals do, or by one letter part what belongs together. Write the one that the message names. If both are meant, give both a `label` in `content/vocabulary.yaml` that tells them apart."
    RELATION_TO_NOTHING "A301" "relation-to-nothing" Error "The relation has no target."
        "Name the block that it is about: `(corrects:: [[2026-06-04#^kimi]])`."
    RELATION_TO_ITSELF "A302" "relation-to-itself" Error "The block is related to itself."
        "Name the other block."
    RELATION_CIRCLE "A303" "relation-circle" Error "The relations form a cycle."
        "Two blocks cannot overtake each other. Remove one of the relations; the message lists the cycle."
    RELATION_BACKWARDS "A304" "relation-backwards" Warning "The block overtakes or answers a later one."
        "The relation belongs in the later text. Reverse it, or fix the date."
    CONTRARY_RELATIONS "A305" "contrary-relations" Warning "A block both confirms and denies another."
        "Keep one of the relations. If only a part is confirmed, write two blocks."
        [wrong "- [@wire] Wages rose, prices did not. (confirms:: [[2026-06-11#^n-wire]]) (disputes:: [[2026-06-11#^n-wire]])"
         right "- [@wire] Wages rose. (confirms:: [[2026-06-11#^n-wire]])"]
    DUPLICATE_NAME "A401" "duplicate-name" Error "Two things have the same name."
        "A slug, title or alias that is used in links must be unique. Remove the alias from one of them."
    SAME_WORK "A402" "same-work" Warning "Two sources look like the same work."
        "They share a title and a publisher, but no address, DOI or arXiv number, so they are kept separate. Remove one and keep its title as an alias of the other, or add what distinguishes them."
    SAME_ADDRESS "A403" "same-address" Warning "Two sources have the same address, DOI or number, so they were merged."
        "Both keys keep working and lead to one page. Remove one of the records and keep its title as an alias."
    NEAR_PUBLISHER "A404" "near-publisher" Warning "The name of the publisher is similar to that of a known one."
        "Add the name to the known publisher's aliases in publishers.yaml if they are one, or give the new one a record of its own."
    SAME_TITLE "A405" "same-title" Warning "Two topics have the same title."
        "Menus, lists and search results show the title of a topic, so readers cannot distinguish the two. Change one of the titles."
        [wrong "title: Wages, in two topics"
         right "title: Wages, and title: Wages in steel"]
    UNUSED_SOURCE "A501" "unused-source" Warning "The source is not cited."
        "It still gets a page. Cite it, or remove the record."
    UNCITED_POSITION "A502" "uncited-position" Warning "The position has no source."
        "A reader cannot check it. Cite a source, or mark the paragraph `(uncited:: yes)`, which the page then shows."
    FLAGGED_PUBLISHER "A503" "flagged-publisher" Advice "The publisher of the source had a warning on that day."
        "The page shows the warning with the citation. Look for a better source."
    OVERDUE_TOPIC "A504" "overdue-topic" Advice "The topic was not gathered within its cadence."
        "Write a gather, or raise the cadence in topic.md."
    OVERDUE_QUESTION "A505" "overdue-question" Advice "A question or a forecast is due, and its outcome is not recorded."
        "Answer the question, change its status, or move the day; judge the forecast with `(judges:: …) (outcome:: …)`, or let a later passage confirm, correct or overtake it."
    FUTURE_DATE "A507" "future-date" Warning "The text is dated after the day that the site is built for, so it is not shown yet."
        "It appears on that day; `--as-of` builds for another day."
    NO_LASTING_ID "A508" "no-lasting-id" Advice "The question has no permanent address."
        "Links to it would break when its text changes. Add `^some-id` at the end of the line."
    UNANSWERED_SUGGESTION "A509" "unanswered-suggestion" Advice "The outcome of the suggestion is not recorded."
        "Add it to `suggestions:` in the topic's watch.yaml with an outcome: open, adopted, declined, merged or moot."
    ONE_SIDED "A510" "one-sided" Advice "The tension has the statement of only one side."
        "Add the other side's best sourced statement as `- [[side]]: text [@key]`."
    NO_BASE_URL "A511" "no-base-url" Advice "The site has no `base_url`, so it has no feeds and no site map."
        "Feeds, the site map and canonical addresses need absolute URLs. Add `base_url: https://…` to site.yaml; links between pages stay relative."
    UNATTRIBUTED "A512" "unattributed" Advice "No source of the position is by the actor who holds it."
        "A position is the actor's own: one of its sources is by the actor, by somebody who speaks for it, published by it, or reports such a source. Cite that source, or say who reports it: `(attributed_by:: [@key])`. Pages then say \"as reported by\"."
        [wrong "### [[union]]\n- 2026-06-11 hardened: Wages must rise [@tribune]."
         right "### [[union]]\n- 2026-06-11 hardened: Wages must rise [@tribune]. (attributed_by:: [@tribune])"]
    REREADING "A513" "rereading" Advice "A later position cites only sources of earlier ones, so it is not shown as a movement."
        "Reading the same document again is not a new statement. Cite the document in which the actor states it anew, or move the text to the earlier position."
        [wrong "- 2026-06-11 first tracked: Wages must rise [@letter].\n- 2026-06-28 restated: Wages must rise [@letter]."
         right "- 2026-06-11 first tracked: Wages must rise [@letter].\n- 2026-06-28 restated: Wages must rise [@speech]."]
    SEVERAL_AUTHORS "A514" "several-authors" Advice "One author has several names."
        "A text is one author, with or without quotes. Write a list, so that each is found and cited by name."
        [wrong "author: Ann Reed, Bo Lind and Cy Wu"
         right "author: [Ann Reed, Bo Lind, Cy Wu]"]
    NO_ANSWER "A515" "answered-without-answer" Advice "A question is answered, but its answer is not recorded."
        "Write `- Answer: text [@key]` below the question, or `(answers:: [[page#^q-id]])` at the passage that answers it."
        [wrong "- Will wages rise? (status:: answered) ^q-rise"
         right "- Will wages rise? (status:: answered) ^q-rise\n  - Answer: They rose by 2 per cent [@wire]."]
    FIGURE_WITHOUT_SOURCE "A516" "figure-without-source" Advice "The figure has no source."
        "The page shows that none is given. Add `source:` with the key of the work that states it."
        [wrong "- {id: rise, metric: Rise, subject: wages, value: 2, unit: \"%\"}"
         right "- {id: rise, metric: Rise, subject: wages, value: 2, unit: \"%\", source: wire}"]
    FIRST_AGAIN "A517" "first-tracked-again" Warning "An actor has two first tracked positions in one topic."
        "Only the first position of an actor in a topic is first tracked; a later one restates, hardens, softens, extends, clarifies or reverses it."
        [wrong "- 2026-06-11 first tracked: Wages must rise [@letter].\n- 2026-06-28 first tracked: Wages must double [@speech]."
         right "- 2026-06-11 first tracked: Wages must rise [@letter].\n- 2026-06-28 hardened: Wages must double [@speech]."]
    EMPTY_TEXT "A518" "empty-text" Advice "The text is empty after its front matter."
        "Lists lead readers to its empty page. Write the text, or remove the file until then."
        [wrong "---\ntitle: Wages\n---"
         right "---\ntitle: Wages\n---\nWages rose."]
    UNSORTED_TEXT "A521" "unsorted-text" Warning "Imported text has not been sorted."
        "`agon import` puts text that it does not recognise at the end of a file, under this heading. Move each part to its place, and remove the heading."
    TEMPLATE_SYNTAX "A601" "template-syntax" Error "The template cannot be parsed."
        "The message is Tera's own. The site's templates/ folder overrides the built-in templates file by file; remove the file to get the built-in one back."
    TEMPLATE_RENDER "A602" "template-render" Error "Rendering of a page failed."
        "A common cause is a value that the page does not have. The message is Tera's own and names the page."
    UNUSED_TEMPLATE "A603" "unused-template" Warning "No page uses the template."
        "A template replaces the built-in one with the same path, or is included by one that does. `agon new template` lists the built-in ones."
        [wrong "templates/pages/tpoic.html"
         right "templates/pages/topic.html"]
    STYLE_ADDRESS "A604" "style-address" Warning "The target of an address in a style sheet does not exist, or browsers do not load it."
        "The style sheets in `static/css/` are joined into one file: addresses are relative to `static/css/`, `@import` has no effect, and the site's policy blocks files of other sites."
        [wrong "background: url(marker.svg)"
         right "background: url(../img/marker.svg)"]
    UNKNOWN_MESSAGE "A611" "unknown-message" Error "There is no message of that name."
        "A file of locales/ has the keys of locales/en.yaml of agon. It says what becomes of each; keys for your own templates start with `site.`."
        [wrong "messages:\n  list.question: Fragen"
         right "messages:\n  list.questions: Fragen"]
    MESSAGE_SLOTS "A612" "message-slots" Error "The message lacks a value, or has one that nothing fills."
        "What stands in braces is filled with a value, and what stands in <…> becomes a link or other mark-up. A translation keeps all of them, in any order."
        [wrong "messages:\n  footer.as-of: Stand"
         right "messages:\n  footer.as-of: Stand {date}"]
    MESSAGE_FORM "A613" "message-form" Error "The message lacks a plural form, or has the wrong form."
        "A message with a number has a text for each plural form of the language (zero, one, two, few, many, other; which ones there are, is from Unicode CLDR). A list has as many items as the English one."
        [wrong "messages:\n  pager.total: \"{n} Einträge auf mehreren Seiten:\""
         right "messages:\n  pager.total:\n    one: \"{n} Eintrag auf mehreren Seiten:\"\n    other: \"{n} Einträge auf mehreren Seiten:\""]
    HEADING_TWICE "A614" "heading-twice" Error "Two sections have the same heading."
        "A section is known by its heading, so each heading belongs to one section. The headings of agon, in English and in the site's language, are known beside those of the site."
        [wrong "headings:\n  timeline: [Verlauf]\n  observations: [Verlauf]"
         right "headings:\n  timeline: [Verlauf]\n  observations: [Beobachtungen]"]
    INCOMPLETE_LANGUAGE "A615" "incomplete-language" Warning "Some words of the site are not in its language."
        "agon has the words of pages in some languages. For another one write them in `locales/TAG.yaml`; what is missing there is in English on the pages."
        [wrong "language: sw"
         right "language: sw, with locales/sw.yaml"]
    CARD_LETTERS "A616" "card-letters" Warning "Pictures beside links are left out, for their fonts lack letters."
        "agon draws the pictures that networks show beside links with fonts for Latin letters. Put a font that has the letters of the site into static/fonts/, as .ttf or .otf, such as one of Google's Noto fonts; it is used for all letters that the others lack."
        [wrong "title: الأجور"
         right "title: الأجور, with static/fonts/noto-naskh-arabic.ttf"]
    REMOVED_ADDRESS "A701" "removed-address" Error "A published address no longer exists."
        "Readers, other sites and search engines may use it. Give the text that replaces it the old name as an alias (`aliases: [old-name]`), enter the new address under `moved:` in site.yaml, or declare it removed: `gone: [{path: topics/…, date: …, reason: …}]`. If it was never published, remove its line from content/addresses.txt."
    REMOVED_BLOCK "A702" "removed-block" Warning "A published block id is no longer on its page."
        "Links to that passage now lead to the top of the page. Restore the `^id` at the passage that says the same now, write `(alias:: old-id)` before its new id, or remove the id from the page's line in content/addresses.txt."
    GONE_BUT_MADE "A703" "gone-but-made" Error "An address is declared gone or moved, but its page exists."
        "Remove the entry from site.yaml, or the text."
    MOVED_TO_NOTHING "A704" "moved-to-nothing" Error "The new address of a moved page does not exist."
        "Write the path of a page from the site's root, such as topics/wages/threads/prices.html. The message names the nearest one."
    NO_ADDRESS_LIST "A705" "no-address-list" Advice "The published addresses are not recorded."
        "With content/addresses.txt agon reports every published address that disappears. `agon addresses --accept` creates the list; commit it. `agon publish` adds what it published."
    BAD_ADDRESS_LINE "A706" "bad-address-line" Error "A line of content/addresses.txt is invalid."
        "A line is the path of a page from the site's root, then its block ids, each preceded by `#`. After a merge keep the lines of both sides."
    BAD_SNAPSHOT "A707" "bad-snapshot" Error "The topic has no content on the day of a snapshot."
        "A snapshot shows the topic as it was known on a past day on which it had a gather, a thread or an article. Fix the day or remove it from `snapshots:`."
    BAD_PUBLICATION_LINE "A708" "bad-publication-line" Error "A line of content/publications.txt is invalid."
        "A line is the path of a page from the site's root, or `#` and the id of a passage of the page above it; then the day of the first publication, a hash of the words, and the day on which they changed last. After a merge keep the lines of both sides."
    DEAD_LINK "A801" "dead-link" Warning "The address failed on three different days without a success in between."
        "`agon check --external` requests the addresses of sources and links, and records the results in external-links.jsonl. Link to an archived copy or to the new address."
    MOVED_LINK "A802" "moved-link" Advice "The address redirects permanently."
        "Readers are redirected for now. Write the new address before the old one stops working."
    FAILING_LINK "A803" "failing-link" Advice "The address failed, on fewer than three days so far."
        "The failure may be temporary. The link is called dead after failures on three different days."
    EVIDENCE_LOOP "A901" "evidence-loop" Warning "Sources report each other in a cycle."
        "A chain of `reports` ends at evidence: a study, a data set, a document, a statement. Sources that only report each other have no known origin, and the page says so."
        [wrong "- {id: wire, type: article-newspaper, title: Wire, reports: [blog]}\n- {id: blog, type: post-weblog, title: Blog, reports: [wire]}"
         right "- {id: wire, type: article-newspaper, title: Wire, reports: [study]}\n- {id: blog, type: post-weblog, title: Blog, reports: [wire]}"]
    REPEATS "A902" "repeats-does-not-confirm" Warning "The passage confirms another that rests on the same evidence."
        "A second report of one study is a repetition. Both passages lead to the same origins, or cite the same source that leads to none. Pages show it as a repetition."
        [wrong "- [@blog] Wages rose by 2 per cent. (confirms:: [[2026-06-11#^n-wire]])"
         right "- [@bank-survey] Wages rose by 2 per cent. (confirms:: [[2026-06-11#^n-wire]])"]
    CORRECTED_ORIGIN "A903" "corrected-origin" Advice "The claim rests on a single origin, and a statement of that origin was corrected."
        "The correction may reach the claim. If it does, correct the claim too with `(corrects:: …)`; if not, evidence of another origin would show it."
        [wrong "- [@wire] Wages rose by 2 per cent. ^n-wire"
         right "- [@wire; @bank-survey] Wages rose by 2 per cent. ^n-wire"]
    LATER_EVIDENCE "A904" "later-evidence" Warning "A source reports a work that was issued later."
        "One of the two dates is wrong, or the source reports something else, such as a preprint."
        [wrong "- {id: wire, title: Wire, issued: 2026-06-09, reports: [study]}\n- {id: study, title: Study, issued: 2026-07-01}"
         right "- {id: wire, title: Wire, issued: 2026-07-02, reports: [study]}\n- {id: study, title: Study, issued: 2026-07-01}"]
    MIXED_MEASUREMENT "A905" "mixed-measurement" Warning "Figures of one measurement measure different things."
        "Figures with the same `measurement:` report one measurement, so they have one metric, one subject and one unit. They are drawn once."
        [wrong "- {id: a, metric: Pay, subject: union, value: 3, unit: \"%\", measurement: pay-may}\n- {id: b, metric: Hours, subject: union, value: 3, unit: \"%\", measurement: pay-may}"
         right "- {id: a, metric: Pay, subject: union, value: 3, unit: \"%\", measurement: pay-may}\n- {id: b, metric: Hours, subject: union, value: 3, unit: \"%\"}"]
    FORECAST_WITHOUT_DAY "A911" "forecast-without-day" Error "A forecast has no day by which it can be judged."
        "A note, a position or an observation is a forecast if it has a day: add the one that its author named; of a year the last day counts. If the author named none, make it an item of a section `## Forecasts`."
        [wrong "- [@wire] Wages will double. (by:: [[ann-reed]]) (chance:: 0.7)"
         right "- [@wire] Wages will double. (by:: [[ann-reed]]) (chance:: 0.7) (due:: 2027)"]
    HALF_JUDGEMENT "A912" "half-judgement" Error "A judgement has no forecast or no outcome."
        "A forecast is judged by a passage that names it and its outcome: came true, did not, partly, undecidable or void (its condition was not met)."
        [wrong "- 2028-01-04: It did not [@index] (judges:: [[wages#^f-reed]])"
         right "- 2028-01-04: It did not [@index] (judges:: [[wages#^f-reed]]) (outcome:: did not) (happened:: 2027-12-31)"]
    JUDGES_NO_FORECAST "A913" "judges-no-forecast" Error "The judged passage is not a forecast."
        "A forecast has a day by which it can be judged, `(due:: …)`, or is an item of `## Forecasts`. Other statements are confirmed, corrected or overtaken."
        [wrong "- [@wire] Wages rise. ^n-wire"
         right "- [@wire] Wages will rise. (due:: 2027) ^n-wire"]
    CONTRADICTION "A920" "contradiction" Warning "Statements cannot all hold, and no judgement is recorded."
        "Values, dates or verdicts of the record exclude each other, and none of them was corrected. The topic's page of contradictions lists them as open. Record the outcome in the topic's contradictions.yaml; a false alarm too, with the state `not one`."
        [wrong "- {id: rise-a, metric: Rise, subject: wages, value: 2, upper: 2.5, unit: \"%\", as_of: 2026-05}\n- {id: rise-b, metric: Rise, subject: wages, value: 1.8, unit: \"%\", as_of: 2026-05}"
         right "- id: rise-in-may\n  kind: value\n  between: [rise-a, rise-b]\n  state: explained\n  reason: different measure\n  closed: 2026-06-28\n  note: The one counts bonuses, the other does not."]
    POSSIBLE_CONTRADICTION "A921" "possible-contradiction" Advice "The words of statements suggest that they cannot all hold."
        "Different holders are called the first of one kind, the same words are given to different sources, or one source is quoted with different words. Examine them, and record the outcome in the topic's contradictions.yaml; a false alarm with the state `not one`."
        [wrong "- [@wire] [[steel-union]] is the first union to publish its wages. ^n-wire\n- [@blog] [[mill-union]] was the first union to publish wages. ^n-blog"
         right "- id: first-to-publish\n  kind: first\n  between: [\"[[2026-06-11#^n-wire]]\", \"[[2026-06-11#^n-blog]]\"]\n  state: resolved\n  for: \"[[2026-06-11#^n-wire]]\"\n  source: union-archive\n  closed: 2026-06-28"]
    JUDGEMENT_CHANGED "A922" "judgement-changed" Warning "Statements changed since their contradiction was judged."
        "It is shown as open again until it is reviewed. Correct the judgement if necessary, and write the new `hash`."
        [wrong "hash: 1f0c5a7be210"
         right "hash: 93d2aa04c7e1"]
    NO_SUCH_SIDE "A923" "no-such-side" Error "The side that holds is not one of the statements."
        "`for` names one of the statements under `between`, written in the same way."
        [wrong "between: [rise-a, rise-b]\nfor: rise-c"
         right "between: [rise-a, rise-b]\nfor: rise-b"]
    NO_JUDGEMENT_HASH "A924" "judgement-without-hash" Advice "Changes of a judged statement go unnoticed."
        "With the `hash` of the statements, which the message contains, a judgement is open again as soon as one of them changes."
        [wrong "state: stands\nclosed: 2026-06-28"
         right "state: stands\nclosed: 2026-06-28\nhash: 93d2aa04c7e1"]
    ONE_SIDED_CONTRADICTION "A925" "one-sided-contradiction" Error "A contradiction is between fewer than two statements."
        "`between` names passages as `\"[[2026-06-11#^n-wire]]\"`, figures and stated verdicts by their id, computed verdicts as `definition/subject`, and statements of a source's record as `\"@key\"`."
        [wrong "between: [rise-a]"
         right "between: [rise-a, rise-b]"]
    FIGURE_AGAINST_LEDGER "A926" "figure-against-judgement" Warning "A figure is stated, and a contradiction was judged against it."
        "Set its `status` to corrected or disputed with a `reason`, so that it is marked wherever it is shown."
        [wrong "- {id: rise-a, metric: Rise, subject: wages, value: 3}"
         right "- {id: rise-a, metric: Rise, subject: wages, value: 3, status: corrected, reason: A misprint}"]
    UNUSED_FACT "A930" "unused-fact" Advice "No definition uses the fact."
        "The item or the aspect has another name in the definitions, or a definition is missing. The fact is listed and has no effect."
        [wrong "- {id: open-table, source: office, rule: table}\n\nfacts:\n- {subject: wage-index, item: tabel, status: yes, source: wire}"
         right "- {id: open-table, source: office, rule: table}\n\nfacts:\n- {subject: wage-index, item: table, status: yes, source: wire}"]
    UNREACHED_ITEM "A931" "unreached-item" Advice "No subject has a fact on an item that a definition requires."
        "Every subject is unchecked there. Look for a source, or check whether facts use another name for the item."
        [wrong "rule: {all: [table, metod]}"
         right "rule: {all: [table, method]}"]
    LICENCE_NAME "A932" "licence-name" Warning "A licence is not written as its identifier."
        "Licences are compared by their SPDX identifiers. One that is not in that list is written as `LicenseRef-name` and is in no named list. An unknown name leaves the definition undecided."
        [wrong "- {subject: wage-index, item: table, aspect: licence, value: Apache 2.0, status: yes, source: wire}"
         right "- {subject: wage-index, item: table, aspect: licence, value: Apache-2.0, status: yes, source: wire}"]
    BAD_RULE "A933" "bad-rule" Error "A rule of a definition is invalid."
        "A rule is an item (`table`, `table.licence`, `table.licence in osi`, `table.licence in MIT or Apache-2.0`) or one of all, any, at_least and sum with rules below it, at most eight deep."
        [wrong "rule: {every: [table, method]}"
         right "rule: {all: [table, method]}"]
    DUPLICATE_FACT "A934" "duplicate-fact" Warning "Two facts of one day are about the same item."
        "A later fact replaces an earlier one; of two of one day the one that is written last counts. Where sources disagree, write one fact with the status disputed."
        [wrong "- {subject: wage-index, item: table, status: yes, source: wire, date: 2026-06}\n- {subject: wage-index, item: table, status: no, source: blog, date: 2026-06}"
         right "- {subject: wage-index, item: table, status: disputed, source: wire, date: 2026-06, note: The blog denies it}"]
    VERDICT_AT_ODDS "A935" "verdict-at-odds" Warning "A stated verdict differs from another one, or from the computed one."
        "Either a fact is missing or wrong, or the verdict rests on another version of the definition. A verdict that agrees with the facts of its own day is not reported. Both are on the page of contradictions until contradictions.yaml records the outcome: `between: [id-of-the-verdict, definition/subject]`."
        [wrong "- {subject: wage-index, item: table, status: no, source: wire}\n\n- {subject: wage-index, definition: open-table, says: met, source: blog}"
         right "- {subject: wage-index, item: table, status: yes, source: wire}\n\n- {subject: wage-index, definition: open-table, says: met, source: blog}"]
    ENDS_EARLY "A940" "ends-before-stated" Warning "A claim is corrected or overtaken on a day before its source stated it."
        "The date of the source, that of the passage or the relation is wrong. A claim that ended before it was stated counts in no curve."
        [wrong "- {id: wire, title: Wire, issued: 2026-07-09}\n\n- 2026-06-18: The rate is 1.8 per cent. (corrects:: [[2026-06-11#^n-wire]])"
         right "- {id: wire, title: Wire, issued: 2026-06-09}\n\n- 2026-06-18: The rate is 1.8 per cent. (corrects:: [[2026-06-11#^n-wire]])"]
    OVERTAKEN_EVENT "A941" "overtaken-event" Warning "A later passage overtakes a claim that is marked `(lasting:: no)`."
        "`(lasting:: no)` is for events and dated measurements: they can be wrong, but nothing later makes them obsolete. They are not part of the survival curve."
        [wrong "- [@wire] The union leads the talks. (lasting:: no) ^n-wire"
         right "- [@wire] The union leads the talks. ^n-wire"]
    LOOK_AGAIN "A942" "look-again" Advice "Old claims of a topic rest on one origin."
        "Half of the topic's claims were corrected or overtaken after a shorter time than these have held. Check whether they still hold; another origin, a correction or a later statement removes them from the list."
    UNUSED_WORD "A950" "unused-word" Advice "A word of the vocabulary is used nowhere."
        "Use it, or remove it from content/vocabulary.yaml. A word that was misspelt there is an error where it is used."
        [wrong "entity_kinds:\n  party: {label: Party, like: organisation}\n  paty: {label: Party, like: organisation}"
         right "entity_kinds:\n  party: {label: Party, like: organisation}"]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_unique_and_in_order() {
        let ids: Vec<_> = CODES.iter().map(|c| c.id).collect();
        let mut sorted = ids.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(ids, sorted);
        let mut names: Vec<_> = CODES.iter().map(|c| c.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), CODES.len());
    }
}
