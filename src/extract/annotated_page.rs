//! What every extractor reads: a page, and the words and entities of its title and text, found once for all of them.

use crate::extract::entities::EntityMentions;
use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::AnnotatedText;
use crate::model::{EvidenceSource, Page};

/// A page with its annotated title and text.
pub(super) struct AnnotatedPage<'a> {
    pub page: &'a Page,
    /// The last component of the file's path.
    pub file_name: &'a str,
    pub knowledge: &'a Knowledge,
    pub title: AnnotatedPart<'a>,
    pub text: AnnotatedPart<'a>,
}

/// The title or the text of a page. All spans are byte offsets into `text`.
pub(super) struct AnnotatedPart<'a> {
    /// [`EvidenceSource::Title`] or [`EvidenceSource::Text`].
    pub place: EvidenceSource,
    pub text: &'a str,
    /// The words, and the names of bodies, offices and places among them.
    pub annotations: AnnotatedText,
    /// The statutes cited and the agencies mentioned.
    pub entities: EntityMentions,
}

impl<'a> AnnotatedPage<'a> {
    pub fn new(page: &'a Page, file_name: &'a str, knowledge: &'a Knowledge) -> Self {
        AnnotatedPage {
            page,
            file_name,
            knowledge,
            title: AnnotatedPart::new(EvidenceSource::Title, &page.title, knowledge),
            text: AnnotatedPart::new(EvidenceSource::Text, &page.text, knowledge),
        }
    }

    /// The title, then the text.
    pub fn parts(&self) -> [&AnnotatedPart<'a>; 2] {
        [&self.title, &self.text]
    }
}

impl<'a> AnnotatedPart<'a> {
    fn new(place: EvidenceSource, text: &'a str, knowledge: &Knowledge) -> Self {
        let annotations = knowledge.recognizer().annotate(text);
        let entities = if std::ptr::eq(knowledge, Knowledge::builtin()) {
            EntityMentions::of_annotated(text, &annotations)
        } else {
            EntityMentions::of(text)
        };
        AnnotatedPart {
            place,
            text,
            annotations,
            entities,
        }
    }
}
