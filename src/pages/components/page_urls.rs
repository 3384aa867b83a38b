//! The addresses of records, from the page that shows them.

use crate::model::*;
use crate::pages::components::text::Page;
use crate::pages::urls::href;
use crate::records::UrlResolver;

impl UrlResolver for Page<'_> {
    fn url(&self, target: Target) -> String {
        self.href(target)
    }

    fn figure_url(&self, figure: FigureId) -> String {
        let figure = self.site().figure(figure);
        let path = href::topic_page(self.site(), figure.topic, "figures");
        match path == self.path && self.is_on_site() {
            true => format!("#{}", figure.id),
            false => format!("{}#{}", self.to(&path), figure.id),
        }
    }

    fn contradiction_url(&self, topic: TopicId, id: &str) -> String {
        let path = href::topic_page(self.site(), topic, "contradictions");
        match path == self.path && self.is_on_site() {
            true => format!("#{id}"),
            false => format!("{}#{id}", self.to(&path)),
        }
    }

    fn definitions_url(&self, topic: TopicId, anchor: &str) -> String {
        let path = href::topic_page(self.site(), topic, "definitions");
        match path == self.path && self.is_on_site() {
            true => format!("#{anchor}"),
            false => format!("{}#{anchor}", self.to(&path)),
        }
    }

    fn watch_list_url(&self, topic: TopicId) -> String {
        format!("{}#changelog", self.to(&href::topic_page(self.site(), topic, "watch")))
    }
}
