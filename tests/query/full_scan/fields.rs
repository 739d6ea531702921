//! Queries of fields, dates, statutes and agencies, with the releases that they should find.

use dragnet::analysis::{is_ordinary_word, is_stop_word, tokenize};
use dragnet::knowledge::Knowledge;
use jiff::ToSpan;

use super::{Asked, Asker, TODAY, stands_for_more};

impl Asker {
    pub(super) fn title(&mut self) -> Option<Asked> {
        let title = tokenize(&self.text().release.title);
        let words: Vec<String> = title
            .words()
            .filter(|word| word.normalized.bytes().all(|b| b.is_ascii_lowercase()))
            .filter(|word| word.normalized.len() > 3 && !is_stop_word(word.normalized))
            .map(|word| word.normalized.to_owned())
            .collect();
        let at = self.random.below(words.len().max(1));
        let (a, b) = (words.get(at)?, words.get(at + 1)?);
        if stands_for_more(&format!("{a} {b}")) {
            return None;
        }
        let [first, second] = [a, b].map(|word| self.stem(word));
        let way = self.random.below(3);
        let query = match way {
            0 => format!("title:{a}"),
            1 => format!("title:({a} OR {b})"),
            _ => format!("title:{a} {b}"),
        };
        let ids = self.reading.ids(|text| {
            let a = text.has_in_title(&first);
            match way {
                0 => a,
                1 => a || text.has_in_title(&second),
                _ => a && text.has(&second),
            }
        });
        Some((query, ids))
    }

    pub(super) fn field(&mut self) -> Option<Asked> {
        let way = self.random.below(6);
        let release = self.text().release.clone();
        let ids = |holds: &dyn Fn(&dragnet::model::Release) -> bool| {
            self.reading.ids(|text| holds(&text.release))
        };
        Some(match way {
            0 => {
                let path = release.agencies.last()?;
                let below = format!("{path}/");
                let has = |agency: &String| agency == path || agency.starts_with(&below);
                let ids = ids(&|release| release.agencies.iter().any(has));
                (format!("agency:{path}"), ids)
            }
            1 => {
                let district = release.districts.last()?.clone();
                let ids = ids(&|release| release.districts.contains(&district));
                (format!("district:{district}"), ids)
            }
            2 => {
                let name = release.prosecutors.first()?.name.clone();
                let words = |name: &str| -> Vec<String> {
                    let plain = name.to_lowercase().replace(['.', ',', '\'', '’', '-'], "");
                    plain.split_whitespace().map(str::to_owned).collect()
                };
                let wanted = words(&name);
                let fits = |name: &str| {
                    let mut held = words(name);
                    wanted.iter().all(|word| {
                        let at = held.iter().position(|held| held == word);
                        at.map(|at| held.remove(at)).is_some()
                    })
                };
                let ids = ids(&|release| {
                    let mut persons = release.prosecutors.iter();
                    persons.any(|person| fits(&person.name))
                });
                (format!("prosecutor:\"{name}\""), ids)
            }
            3 => {
                let statute = release.statutes.first()?;
                let part = format!("{statute}(");
                let has = |cited: &String| cited == statute || cited.starts_with(&part);
                let ids = ids(&|release| release.statutes.iter().any(has));
                (format!("statute:\"{statute}\""), ids)
            }
            4 => {
                let number = release.number?;
                let ids = ids(&|release| release.number.as_ref() == Some(&number));
                (format!("number:\"{number}\""), ids)
            }
            _ => {
                let source = release.source?;
                let ids = ids(&|release| release.source.as_ref() == Some(&source));
                (format!("source:{source}"), ids)
            }
        })
    }

    pub(super) fn date(&mut self) -> Option<Asked> {
        let day = self.text().release.date?;
        let (y, m, d) = (day.year(), day.month(), day.day());
        let later = y + 1;
        let month = day.strftime("%Y-%m").to_string();
        let ago = |span: jiff::Span| TODAY.saturating_sub(span).to_string();
        // Written as `2021-06-08`, days sort by date.
        let all = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let (end, today) = ("9999", TODAY.to_string());
        let forms = [
            (
                format!("{y}"),
                all(&format!("{y}-01-01"), &format!("{y}-12-31")),
            ),
            (
                month.clone(),
                all(&format!("{month}-01"), &format!("{month}-31")),
            ),
            (day.to_string(), all(&day.to_string(), &day.to_string())),
            (
                format!("{y}..{later}"),
                all(&format!("{y}-01-01"), &format!("{later}-12-31")),
            ),
            (
                format!("{month}..{later}"),
                all(&format!("{month}-01"), &format!("{later}-12-31")),
            ),
            (format!("..{day}"), all("", &day.to_string())),
            (format!("..{month}"), all("", &format!("{month}-31"))),
            (format!("{day}.."), all(&day.to_string(), end)),
            (format!(">={month}"), all(&format!("{month}-01"), end)),
            (format!(">{month}"), all(&format!("{month}-32"), end)),
            (format!("<={y}"), all("", &format!("{y}-12-31"))),
            (
                format!("<{day}"),
                all("", &day.yesterday().ok()?.to_string()),
            ),
            ("90d".to_owned(), all(&ago(90.days()), &today)),
            ("6w".to_owned(), all(&ago(6.weeks()), &today)),
            ("3m".to_owned(), all(&ago(3.months()), &today)),
            ("2y".to_owned(), all(&ago(2.years()), &today)),
            (
                format!("\"{}\"", day.strftime("%B %-d, %Y")),
                all(&day.to_string(), &day.to_string()),
            ),
            (
                format!("\"{}\"", day.strftime("%-d %b %Y")),
                all(&day.to_string(), &day.to_string()),
            ),
            (
                format!("{m}/{d}/{y}"),
                all(&day.to_string(), &day.to_string()),
            ),
        ];
        let (form, (first, last)) = self.any(&forms);
        let ids = self.reading.ids(|text| {
            let day = text.release.date.map(|day| day.to_string());
            day.is_some_and(|day| *first <= day && day <= *last)
        });
        Some((format!("date:{form}"), ids))
    }

    /// The name of a statute or an agency that some text has.
    fn name(&mut self, sign: char) -> Option<String> {
        let names = self.reading.forms.iter().filter(|form| form.contains(sign));
        let names: Vec<&String> = names.collect();
        names.first()?;
        Some((*self.any(&names)).clone())
    }

    pub(super) fn statute(&mut self) -> Option<Asked> {
        let name = self.name('§')?;
        let part = format!("{name}(");
        let fits = (self.reading).forms(|form| form == name || form.starts_with(&part));
        let ids = self.reading.ids(|text| text.has(&fits));
        let query = match name.split_once(" U.S.C. § ") {
            Some((title, section)) => match self.random.below(6) {
                0 => format!("{title} USC {section}"),
                1 => format!("{title} usc {section}"),
                2 => format!("Title {title}, United States Code, Section {section}"),
                3 => format!("title {title} section {section}"),
                4 => format!("{title}USC{section}"),
                _ => name,
            },
            None => name,
        };
        Some((query, ids))
    }

    pub(super) fn agency(&mut self) -> Option<Asked> {
        let knowledge = Knowledge::builtin();
        let path = self.name('/')?;
        let short = knowledge.short_name(&path);
        let name = if self.random.below(2) == 0 {
            short
        } else {
            knowledge.label(&path)
        };
        let plain = name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
        // The whole name must mean this one agency.
        let mentions: Vec<_> = knowledge.mentions(&name).collect();
        if !plain
            || mentions.len() != 1
            || mentions[0].1 != path
            || mentions[0].0.len() != name.len()
        {
            return None;
        }
        let words: Vec<String> = (name.to_lowercase().split(' '))
            .filter(|word| !is_stop_word(word))
            .map(str::to_owned)
            .collect();
        let named = self.reading.forms(|form| form == path);
        // A word with a capital is a name, but for ordinary words.
        let fits: Vec<_> = (words.into_iter())
            .map(|word| {
                if is_ordinary_word(&word) {
                    self.stem(&word)
                } else {
                    self.exact(&[word]).remove(0)
                }
            })
            .collect();
        let ids =
            (self.reading).ids(|text| text.has(&named) || fits.iter().all(|fits| text.has(fits)));
        Some((name, ids))
    }
}
