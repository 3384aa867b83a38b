//! New files on the disk. Existing files are never overwritten.

use super::document::{NewDocument, render};
use super::error::NewError;
use super::fields::quoted;
use crate::content::{load, parse};
use crate::diagnostics::{Report, codes};
use crate::linking;
use crate::model::{Date, Day};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// The files of the starting site, by path from the site's root, sorted.
pub fn starter() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    files.sort();
    files
}

fn collect(dir: &'static Dir, files: &mut Vec<(String, &'static [u8])>) {
    for dir in dir.dirs() {
        collect(dir, files);
    }
    for file in dir.files() {
        let path =
            file.path().to_str().expect("names of the starting site are UTF-8").replace('\\', "/");
        // without its dot in the sources, or it would hide files of agon's own from git
        let path = if path == "gitignore" { ".gitignore".into() } else { path };
        files.push((path, file.contents()));
    }
}

/// Writes the starting site into `dir`, which is created if necessary, and returns the written paths.
///
/// # Errors
/// If one of the files exists, a file is in the place of a folder, or writing fails.
pub fn init(dir: &Path) -> Result<Vec<PathBuf>, NewError> {
    write_site(dir, &starter())
}

/// Writes a site without any content into `dir`, and returns the written paths.
///
/// # Errors
/// As for [`init`].
pub fn init_empty(dir: &Path, title: &str, language: &str) -> Result<Vec<PathBuf>, NewError> {
    let site = format!(
        "title: {}\n# description: what is followed here, in a sentence\n# author: who writes this\n\
         # base_url: https://…, for feeds and the site map\nlanguage: {language}\n",
        quoted(title)
    );
    let mut files = starter();
    files.retain(|(path, _)| is_kept(path));
    files.push(("content/site.yaml".to_string(), site.as_bytes()));
    write_site(dir, &files)
}

fn is_kept(path: &str) -> bool {
    matches!(path, ".gitignore" | "content/addresses.txt")
}

/// Writes files into a folder; none of them if one exists already.
fn write_site(dir: &Path, files: &[(String, &[u8])]) -> Result<Vec<PathBuf>, NewError> {
    let mut in_the_way: Vec<PathBuf> =
        files.iter().filter_map(|(path, _)| obstacle(dir, path)).collect();
    in_the_way.sort();
    in_the_way.dedup();
    if !in_the_way.is_empty() {
        return Err(NewError::InTheWay(in_the_way));
    }
    let mut written = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let path = dir.join(path);
        write_new(&path, bytes).map_err(|source| NewError::Io { path: path.clone(), source })?;
        written.push(path);
    }
    Ok(written)
}

/// Writes one new file into the site at `root` and returns its path. Ignores errors in the rest of the site.
///
/// # Errors
/// If the file exists, the topic does not exist, or writing fails.
pub fn create(root: &Path, day: Date, document: &NewDocument) -> Result<PathBuf, NewError> {
    let mut ignored = Report::default();
    let loaded = load::load(root, &mut ignored)?;
    if ignored.contains(&codes::NO_SITE) {
        return Err(NewError::NoSite(root.to_path_buf()));
    }
    let raw = parse::parse(&loaded.files, &mut ignored);
    let site = linking::link(raw, &loaded.files, Vec::new(), Day::Today(day), &mut ignored);
    let (path, text) = render(&site, &loaded.files, day, document)?;
    if let Some(found) = obstacle(root, &path) {
        return Err(NewError::Exists(found));
    }
    let path = root.join(path);
    write_new(&path, text.as_bytes())
        .map_err(|source| NewError::Io { path: path.clone(), source })?;
    Ok(path)
}

/// Writes new files into the site at `root`; none of them if one exists already.
///
/// # Errors
/// If one of the files exists, a file is in the place of a folder, or writing fails.
pub fn add<T: AsRef<[u8]>>(root: &Path, files: &BTreeMap<String, T>) -> Result<(), NewError> {
    let in_the_way: Vec<PathBuf> = files.keys().filter_map(|path| obstacle(root, path)).collect();
    if !in_the_way.is_empty() {
        return Err(NewError::InTheWay(in_the_way));
    }
    for (path, bytes) in files {
        let path = root.join(path);
        write_new(&path, bytes.as_ref())
            .map_err(|source| NewError::Io { path: path.clone(), source })?;
    }
    Ok(())
}

/// What would have to go for a file to be written: the file itself, or a file where one of its folders must be.
fn obstacle(dir: &Path, path: &str) -> Option<PathBuf> {
    let target = dir.join(path);
    if fs::symlink_metadata(&target).is_ok() {
        return Some(target);
    }
    let folders =
        target.ancestors().skip(1).take_while(|f| f.starts_with(dir) && !f.as_os_str().is_empty());
    folders.filter(|f| fs::symlink_metadata(f).is_ok() && !f.is_dir()).map(PathBuf::from).last()
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    File::create_new(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files_in(dir: &Path) -> Vec<String> {
        let entries = walkdir::WalkDir::new(dir)
            .into_iter()
            .map(|e| e.unwrap())
            .filter(|e| e.file_type().is_file());
        let mut found: Vec<String> = entries
            .map(|e| e.path().strip_prefix(dir).unwrap().to_str().unwrap().to_string())
            .collect();
        found.sort();
        found
    }

    #[test]
    fn init_accepts_new_folders_and_foreign_files() {
        let top = tempfile::tempdir().unwrap();
        let dir = top.path().join("a/new/site");
        assert_eq!(init(&dir).unwrap().len(), starter().len());
        assert_eq!(files_in(&dir), starter().iter().map(|f| f.0.clone()).collect::<Vec<_>>());
        let used = top.path().join("used");
        fs::create_dir(&used).unwrap();
        fs::write(used.join("README.md"), "mine").unwrap();
        init(&used).unwrap();
        assert_eq!(fs::read(used.join("README.md")).unwrap(), b"mine");
    }

    #[test]
    fn init_lists_conflicts_and_writes_nothing() {
        let top = tempfile::tempdir().unwrap();
        let dir = top.path();
        fs::create_dir_all(dir.join("content")).unwrap();
        for path in [".gitignore", "content/site.yaml", "content/topics"] {
            fs::write(dir.join(path), "mine").unwrap();
        }
        let NewError::InTheWay(found) = init(dir).unwrap_err() else { panic!("another error") };
        assert_eq!(
            found,
            [dir.join(".gitignore"), dir.join("content/site.yaml"), dir.join("content/topics")]
        );
        assert_eq!(files_in(dir), [".gitignore", "content/site.yaml", "content/topics"]);
        assert!(matches!(init(&dir.join(".gitignore")), Err(NewError::InTheWay(_))));
    }

    #[test]
    fn created_files_have_no_diagnostics() {
        let top = tempfile::tempdir().unwrap();
        init(top.path()).unwrap();
        let topic = "parking-minimums".to_string();
        let wanted = [
            NewDocument::Topic { title: "Who pays: a \"test\"".into() },
            NewDocument::Gather { topic: topic.clone(), kind: None },
            NewDocument::Gather {
                topic: topic.clone(),
                kind: Some(crate::model::GatherKind::Update),
            },
            NewDocument::Thread { topic: topic.clone(), title: "Cars & shops".into() },
            NewDocument::Article {
                topic: topic.clone(),
                title: "A guide".into(),
                kind: crate::model::ArticleKind::Explainer,
            },
            NewDocument::Entity { name: "The council".into(), kind: "organisation".into() },
        ];
        let day = Date::day(2026, 11, 20);
        let paths = wanted.map(|what| {
            let path = create(top.path(), day, &what).unwrap();
            let again = create(top.path(), day, &what).unwrap_err();
            assert!(matches!(again, NewError::Exists(_) | NewError::Taken { .. }), "{again}");
            path.strip_prefix(top.path()).unwrap().display().to_string()
        });
        let expected = [
            "content/topics/who-pays-a-test/topic.md",
            "content/topics/parking-minimums/gathers/2026-11-20.md",
            "content/topics/parking-minimums/gathers/2026-11-20-update.md",
            "content/topics/parking-minimums/threads/cars-shops.md",
            "content/topics/parking-minimums/articles/a-guide.md",
            "content/entities/the-council.md",
        ];
        assert_eq!(paths, expected);
        let mut report = Report::default();
        let loaded = load::load(top.path(), &mut report).unwrap();
        let raw = parse::parse(&loaded.files, &mut report);
        linking::link(raw, &loaded.files, Vec::new(), Day::Today(day), &mut report);
        assert_eq!(report, Report::default());
    }

    #[test]
    fn headings_of_new_files_are_in_the_language_of_the_site() {
        let top = tempfile::tempdir().unwrap();
        init_empty(top.path(), "Mieten", "de").unwrap();
        let day = Date::day(2026, 11, 20);
        let topic = "mieten".to_string();
        let wanted = [
            NewDocument::Topic { title: "Mieten".into() },
            NewDocument::Thread { topic: topic.clone(), title: "Der Deckel".into() },
            NewDocument::Article {
                topic,
                title: "Ein Überblick".into(),
                kind: crate::model::ArticleKind::Explainer,
            },
        ];
        let headings = wanted.map(|what| {
            let text = fs::read_to_string(create(top.path(), day, &what).unwrap()).unwrap();
            let lines = text.lines().filter_map(|line| line.strip_prefix("#   ## "));
            lines.map(str::to_string).collect::<Vec<_>>().join(", ")
        });
        let expected = [
            "",
            "Offene Fragen, Zeitleiste, Standpunkte, Streitpunkte",
            "Kurzfassung, Häufige Fragen",
        ];
        assert_eq!(headings, expected);
    }

    #[test]
    fn works_and_names_are_told_apart() {
        let top = tempfile::tempdir().unwrap();
        init(top.path()).unwrap();
        let day = Date::day(2026, 11, 20);
        let source = |id: &str| create(top.path(), day, &NewDocument::Source { id: id.into() });
        let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_string();
        assert_eq!(name(source("https://a.example/2025/report").unwrap()), "a-report.yaml");
        assert_eq!(name(source("https://a.example/2026/report").unwrap()), "a-report-2.yaml");
        assert!(
            matches!(source("http://www.a.example/2026/report/"), Err(NewError::Known(key)) if key == "a-report-2")
        );
        assert_eq!(name(source("2604.17413").unwrap()), "arxiv-2604-17413.yaml");
        assert!(matches!(source("https://arxiv.org/pdf/2604.17413v2"), Err(NewError::Known(_))));

        let topic =
            |title: &str| create(top.path(), day, &NewDocument::Topic { title: title.into() });
        topic("Low-traffic zone").unwrap();
        let kind = "term".to_string();
        let entity = NewDocument::Entity { name: "Low-traffic zone".into(), kind };
        let error = create(top.path(), day, &entity).unwrap_err().to_string();
        assert!(
            error.starts_with("content/topics/low-traffic-zone/topic.md has the name"),
            "{error}"
        );

        let gather = |kind| {
            create(top.path(), day, &NewDocument::Gather { topic: "low-traffic-zone".into(), kind })
        };
        assert_eq!(name(gather(None).unwrap()), "2026-11-20-initial.md");
        assert!(matches!(gather(None), Err(NewError::Exists(_))));
        let update = gather(Some(crate::model::GatherKind::Update)).unwrap();
        assert_eq!(name(update), "2026-11-20-update.md");

        let empty = tempfile::tempdir().unwrap();
        let error = create(empty.path(), day, &NewDocument::Topic { title: "A".into() });
        assert!(matches!(error, Err(NewError::NoSite(_))));
        assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
    }

    #[test]
    fn gather_lists_sections_and_open_suggestions() {
        let top = tempfile::tempdir().unwrap();
        init(top.path()).unwrap();
        let watch = top.path().join("content/topics/parking-minimums/watch.yaml");
        let text = fs::read_to_string(&watch).unwrap();
        fs::write(&watch, &text[..text.find("suggestions:").unwrap()]).unwrap();
        let what = NewDocument::Gather { topic: "parking-minimums".into(), kind: None };
        let path = create(top.path(), Date::day(2026, 11, 20), &what).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(
            text.starts_with("---\nkind: gather\ndate: 2026-11-20\n") && text.ends_with("\n---\n"),
            "{text}"
        );
        assert!(text.contains("\n# sections of 2025-04-07:\n#   ## "), "{text}");
        assert!(text.contains("\n#   [ ] 2025-03-10-initial, keyword suggestion: "), "{text}");
    }

    /// The report of the whole site in a folder.
    fn checked(root: &Path) -> Vec<String> {
        let mut report = Report::default();
        let loaded = load::load(root, &mut report).unwrap();
        let raw = parse::parse(&loaded.files, &mut report);
        let day = Day::Today(Date::day(2026, 11, 20));
        linking::link(raw, &loaded.files, Vec::new(), day, &mut report);
        report.into_iter().map(|found| format!("{} {}", found.code, found.message)).collect()
    }

    #[test]
    fn example_can_be_renamed_emptied_and_deleted() {
        let top = tempfile::tempdir().unwrap();
        init(top.path()).unwrap();
        let topics = top.path().join("content/topics");
        fs::rename(topics.join("parking-minimums"), topics.join("low-traffic-zone")).unwrap();
        assert_eq!(checked(top.path()), Vec::<String>::new());
        for folder in ["gathers", "threads", "articles"] {
            fs::remove_dir_all(topics.join("low-traffic-zone").join(folder)).unwrap();
        }
        fs::remove_dir_all(topics.join("low-traffic-zone")).unwrap();
        assert_eq!(checked(top.path()), Vec::<String>::new());
        for folder in ["entities", "sources", "definitions", "elsewhere"] {
            fs::remove_dir_all(top.path().join("content").join(folder)).unwrap();
        }
        assert_eq!(checked(top.path()), Vec::<String>::new());
    }

    #[test]
    fn empty_site_has_its_title_and_no_content() {
        let top = tempfile::tempdir().unwrap();
        init_empty(top.path(), "Rents: a debate", "en").unwrap();
        assert_eq!(
            files_in(top.path()),
            [".gitignore", "content/addresses.txt", "content/site.yaml"]
        );
        assert_eq!(checked(top.path()), Vec::<String>::new());
        let site = fs::read_to_string(top.path().join("content/site.yaml")).unwrap();
        assert!(site.starts_with("title: \"Rents: a debate\"\n"), "{site}");
        assert!(matches!(init_empty(top.path(), "A", "en"), Err(NewError::InTheWay(_))));
    }

    #[test]
    fn starter_loads_without_diagnostics() {
        let top = tempfile::tempdir().unwrap();
        init(top.path()).unwrap();
        let mut report = crate::diagnostics::Report::default();
        let loaded = crate::content::load::load(top.path(), &mut report).unwrap();
        assert_eq!(report, crate::diagnostics::Report::default());
        // all but .gitignore and the picture are texts
        assert_eq!(loaded.files.len(), starter().len() - 2);
    }
}
