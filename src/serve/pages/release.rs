//! A release: its text as a person reads it, and where in it each value was found.

use askama::Template;

use crate::print::{ShownRelease, clean, fetched_text, is_web_address};
use crate::query::{self, Matter};
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::{WORDS, request};
use crate::serve::pages::evidence::{FieldView, TextPiece, explained};
use crate::serve::pages::parts::hits::{HitView, hit_view, release_view};
use crate::serve::pages::parts::layout::{Layout, Link, export, format_asked};
use crate::serve::pages::parts::time_line::TimeLine;
use crate::serve::params::{Params, path_to};
use crate::serve::visit::Visit;

/// How many similar releases are listed.
const SIMILAR: usize = 5;

#[derive(Template)]
#[template(path = "release.html")]
struct ReleasePage {
    layout: Layout,
    id: String,
    facts: HitView,
    paragraphs: Vec<Vec<TextPiece>>,
    fields: Vec<FieldView>,
    original: Option<String>,
    /// `as indexed on November 30, 2026`
    indexed: Option<String>,
    fetched: Option<String>,
    copies: Vec<Link>,
    case: Option<Link>,
    time_line: Option<TimeLine>,
    similar: Vec<HitView>,
    search: Option<Link>,
}

/// The page of the release with this id or number.
pub(in crate::serve) fn release(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let (index, knowledge) = (&visit.index, visit.knowledge());
    let (release, text) = index.release(&visit.named)?;
    let matter = query::matter(index, &release.id)?;
    let fetched = index.fetched(&release.id);
    if let Some(format) = format_asked(&visit.params)? {
        let shown = ShownRelease {
            release: &release,
            body: &text,
            matter: &matter,
            fetched: fetched.as_ref(),
        };
        return export(visit, format, |options, out| {
            Ok(format.release(&shown, options, out)?)
        });
    }
    let words = visit.params.get(WORDS);
    let marks = match words {
        Some(words) => query::marks(
            index,
            knowledge,
            &request(&Params::of(WORDS, words))?,
            &text,
        )?,
        None => Vec::new(),
    };
    let (fields, paragraphs) = explained(&release, &text, &marks, knowledge);
    let today = || jiff::Zoned::now().date();
    let mut similar = Vec::new();
    for hit in query::similar(index, knowledge, &release.id, SIMILAR, today)?.hits {
        let mut view = hit_view(&hit?, None, knowledge, &Params::default());
        view.snippet.clear();
        similar.push(view);
    }
    let kinship = matter.kinship(&release.id);
    let command = visit.command(
        &format!("show {}", crate::print::shell_word(&release.id)),
        &Params::default(),
    );
    let built = index.build_info.built;
    let page = ReleasePage {
        layout: Layout::new(
            &release.title,
            &words.map_or_else(Params::default, |words| Params::of(WORDS, words)),
        )
        .with_exports(visit, command),
        facts: release_view(&release, None, knowledge, &Params::default()),
        paragraphs,
        fields,
        original: release.url.clone().filter(|url| is_web_address(url)),
        indexed: built.map(|built| built.strftime("%B %-d, %Y").to_string()),
        fetched: fetched.as_ref().map(fetched_text),
        copies: kinship
            .copies
            .iter()
            .map(|id| Link::new(id, path_to("release", id)))
            .collect(),
        case: case_link(&matter),
        time_line: (matter.releases.len() > 1)
            .then(|| TimeLine::of(&matter, knowledge).marked(&matter, &release.id)),
        similar,
        search: visit.params.iter().next().map(|_| {
            let text = words.unwrap_or("back to the search");
            Link::new(text, visit.params.without(&["format"]).address("/search"))
        }),
        id: clean(&release.id).into_owned(),
    };
    Ok(Answer::page(page.render()?))
}

fn case_link(matter: &Matter) -> Option<Link> {
    let text = format!("the whole case: {} releases", matter.releases.len());
    (matter.releases.len() > 1).then(|| Link::new(&text, path_to("case", &matter.id)))
}
