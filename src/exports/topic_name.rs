//! The topic that a command names.

use crate::diagnostics::suggest::did_you_mean;
use crate::model::{Site, Target, TopicId};

/// Returns the topic with a folder's name, a title or an alias, or a message with the names that there are.
pub fn topic_named(site: &Site, name: &str) -> Result<TopicId, String> {
    let shown = || site.topic_ids().filter(|id| site.is_visible(Target::Topic(*id)));
    for id in shown() {
        let topic = site.topic(id);
        if topic.slug == name
            || topic.title == name
            || topic.aliases.iter().any(|alias| alias == name)
        {
            return Ok(id);
        }
    }
    let slugs: Vec<&str> = shown().map(|id| site.topic(id).slug.as_str()).collect();
    let mut hint = did_you_mean(name, slugs.iter().copied());
    if hint.is_empty() {
        hint = match slugs.is_empty() {
            true => "; the site has no topics".to_string(),
            false => format!("; the topics are {}", slugs.join(", ")),
        };
    }
    Err(format!("no topic is called \"{name}\"{hint}"))
}
