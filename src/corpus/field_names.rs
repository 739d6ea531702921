//! Under which names do JSON, tables and mails keep the fields of a release?
//!
//! Names are compared by their letters and digits: `Press Release Title`, `press_release_title` and `PressReleaseTitle` are
//! one.

use crate::text::normalize::letters_and_digits;

/// A field of a release, as other people's files have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordField {
    Title,
    Body,
    Date,
    Number,
    Id,
    Url,
    Components,
    Topics,
}

/// How many fields there are.
pub(crate) const FIELD_COUNT: usize = 8;

/// The names of each field, the preferred one first.
const NAMES: [(RecordField, &[&str]); FIELD_COUNT] = [
    (
        RecordField::Title,
        &[
            "title",
            "headline",
            "releasetitle",
            "pressreleasetitle",
            "pressreleaseheadline",
            "newstitle",
            "newsheadline",
            "articletitle",
            "posttitle",
            "pagetitle",
            "documenttitle",
            "storytitle",
            "entitle",
            "titleen",
            "titleenglish",
            "ogtitle",
            "heading",
            "subject",
            "subjectline",
            "caption",
        ],
    ),
    (
        RecordField::Body,
        &[
            "body",
            "contents",
            "content",
            "text",
            "fulltext",
            "bodytext",
            "bodyhtml",
            "contenthtml",
            "contenttext",
            "maintext",
            "articletext",
            "articlebody",
            "postcontent",
            "postbody",
            "releasetext",
            "pressreleasetext",
            "pressrelease",
            "rawtext",
            "cleantext",
            "article",
            "paragraphs",
        ],
    ),
    (
        RecordField::Date,
        &[
            "date",
            "releasedate",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "datepublished",
            "pubdate",
            "dateposted",
            "postdate",
            "issued",
            "issuedate",
            "dateissued",
            "published",
            "publishedat",
            "firstpublishedat",
            "publicupdatedat",
            "pressreleasedate",
            "newsdate",
            "posted",
            "postedon",
            "released",
            "releasedon",
            "datereleased",
            "datum",
        ],
    ),
    (
        RecordField::Number,
        &[
            "number",
            "releasenumber",
            "releaseno",
            "pressreleasenumber",
            "pressreleaseno",
        ],
    ),
    (RecordField::Id, &["id"]),
    (
        RecordField::Url,
        &[
            "url",
            "link",
            "releaseurl",
            "pressreleaseurl",
            "pageurl",
            "sourceurl",
            "weburl",
            "permalink",
            "href",
            "enurl",
        ],
    ),
    (
        RecordField::Components,
        &[
            "components",
            "component",
            "agency",
            "agencies",
            "office",
            "offices",
            "issuingoffice",
        ],
    ),
    (RecordField::Topics, &["topics", "topic"]),
];

/// The field that has this name, and how much the name is preferred: the lowest number is the best, and 0 is that of the
/// usual name as it is usually written.
pub(crate) fn field_named(name: &str) -> Option<(RecordField, usize)> {
    /// Longest of the names, with what may stand between their words, in bytes.
    const MAX_NAME: usize = 48;
    if name.len() > MAX_NAME {
        return None;
    }
    let known = |name: &str| {
        NAMES.iter().find_map(|(field, names)| {
            let at = names.iter().position(|known| *known == name)?;
            Some((*field, 2 * at))
        })
    };
    known(name).or_else(|| {
        let folded = letters_and_digits(name);
        known(&folded).map(|(field, rank)| (field, rank + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_case_and_with_any_blanks() {
        for name in [
            "Press Release Title",
            "press_release_title",
            "PressReleaseTitle",
        ] {
            assert_eq!(
                field_named(name).map(|found| found.0),
                Some(RecordField::Title),
                "{name}"
            );
        }
        assert_eq!(field_named("body"), Some((RecordField::Body, 0)));
        assert_eq!(field_named("Body"), Some((RecordField::Body, 1)));
        for name in ["post_title", "og:title", "Title (English)", "Page Title"] {
            let field = field_named(name).map(|found| found.0);
            assert_eq!(field, Some(RecordField::Title), "{name}");
        }
        assert_eq!(
            ["post_content", "post_date"].map(|name| field_named(name).map(|found| found.0)),
            [Some(RecordField::Body), Some(RecordField::Date)]
        );
        assert_eq!(field_named("City"), None);
        assert_eq!(field_named(&"title".repeat(20)), None);
    }

    #[test]
    fn every_name_is_folded_and_of_one_field() {
        let mut all: Vec<&str> = NAMES
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        assert!(all.iter().all(|name| letters_and_digits(name) == *name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
