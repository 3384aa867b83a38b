//! JSON Feed 1.1.

use super::{Entry, Shown};
use serde_json::{Map, Value, json};

pub fn feed(shown: &Shown) -> String {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown.feed.title,
        "home_page_url": shown.feed.home,
        "feed_url": shown.feed.json,
        "language": shown.feed.language,
        "authors": [{"name": shown.feed.author, "url": shown.feed.root}],
        "items": shown.entries.iter().map(item).collect::<Vec<_>>(),
    });
    format!("{feed}\n")
}

fn item(entry: &Entry) -> Value {
    let item = entry.item;
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Value>| out.extend(value.map(|v| (key.to_string(), v)));
    put("id", Some(json!(item.id)));
    put("url", Some(json!(item.url)));
    put("title", Some(json!(entry.title)));
    put("summary", item.summary.as_ref().map(|s| json!(s)));
    put("content_html", Some(json!(entry.content)));
    put("date_published", item.published.as_ref().map(|p| json!(p)));
    put("date_modified", Some(json!(item.updated)));
    put("authors", item.author.as_ref().map(|name| json!([{"name": name}])));
    put("tags", item.topic.as_ref().map(|t| json!([t.text])));
    Value::Object(out)
}
