//! What every extractor reads: a page, and the words and entities of its title and text, found once for all of them.

use crate::extract::entities::EntityMentions;
use crate::knowledge::Knowledge;
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::mention::AnnotatedText;
use crate::knowledge::entities::word::Word;
use crate::model::{EvidenceSource, Page};

/// A page with its annotated title and text.
pub(super) struct AnnotatedPage<'a> {
    pub page: &'a Page,
    /// The last component of the file's path.
    pub file_name: &'a str,
    pub knowledge: &'a Knowledge,
    pub title: AnnotatedPart<'a>,
    pub text: AnnotatedPart<'a>,
    /// Whether the page tells who gets or leaves a post, and of no case.
    pub is_about_posts: bool,
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
    /// The words and phrases that tell what happened in a case.
    pub cues: Option<&'a CaseCues>,
}

impl<'a> AnnotatedPage<'a> {
    pub fn new(page: &'a Page, file_name: &'a str, knowledge: &'a Knowledge) -> Self {
        AnnotatedPage {
            page,
            file_name,
            knowledge,
            title: AnnotatedPart::new(EvidenceSource::Title, &page.title, knowledge),
            text: AnnotatedPart::new(EvidenceSource::Text, &page.text, knowledge),
            is_about_posts: is_about_posts(&page.title),
        }
    }

    /// The title, then the text.
    pub fn parts(&self) -> [&AnnotatedPart<'a>; 2] {
        [&self.title, &self.text]
    }
}

impl<'a> AnnotatedPart<'a> {
    /// A word as it is written.
    pub fn word(&self, word: &Word) -> &'a str {
        &self.text[word.start..word.end]
    }

    fn new(place: EvidenceSource, text: &'a str, knowledge: &'a Knowledge) -> Self {
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
            cues: knowledge.recognizer().case_cues.as_ref(),
        }
    }

    /// A word as it is printed; nothing behind the last one.
    pub fn printed(&self, at: usize) -> &'a str {
        let word = self.annotations.words.get(at);
        word.map_or("", |word| &self.text[word.start..word.end])
    }

    /// Whether a word has one of these roles, as `case_words` tells.
    pub fn has(&self, word: &Word, roles: u64) -> bool {
        self.cues.is_some_and(|cues| cues.has(word, roles))
    }
}

/// Whether a title is that of a release about posts: appointments, farewells, honours.
fn is_about_posts(title: &str) -> bool {
    const OF_POSTS: [&str; 16] = [
        " appointed ",
        " appointment of ",
        " appoints ",
        " nominate",
        " recognizes department ",
        " recognizes doj ",
        " resignation of ",
        " sworn in ",
        " stepping down ",
        " advisory committee",
        " confirmation of ",
        " departure of ",
        " passing of ",
        " resigns ",
        " retirement of ",
        " swears in ",
    ];
    let title = format!(" {} ", title.to_lowercase());
    // A court "appoints a receiver" in a case.
    (title.contains("attorney") || title.contains("division"))
        && !["receiver", "trustee", "monitor"]
            .iter()
            .any(|post| title.contains(post))
        && OF_POSTS.iter().any(|words| title.contains(words))
}
