//! Is `06/02/2024` the second of June or the sixth of February?

use std::cell::OnceCell;

use crate::model::Page;

/// Number of bytes of a text that show its language.
const HEAD: usize = 3000;

/// Minimum number of words by which a language is told.
const MIN_WORDS: usize = 12;

/// Words of English that are in every text, and in few texts of other languages.
const ENGLISH: [&str; 9] = ["the", "of", "and", "to", "was", "for", "with", "by", "that"];

/// Words of Spanish. Offices of the United States publish in it, and write dates in either order.
const SPANISH: [&str; 6] = ["el", "los", "las", "del", "fue", "y"];

/// The ends of hosts in countries where the day comes first.
const DAY_FIRST_HOSTS: [&str; 9] = [
    ".uk", ".au", ".ie", ".nz", ".in", ".za", ".hk", ".sg", ".eu",
];

/// Which of two numbers is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberOrder {
    MonthFirst,
    DayFirst,
    /// A date is read only if it is the same either way, or there is only one.
    Unknown,
}

/// The order in which a page writes numbers, found out when it is asked for.
pub(super) struct OrderOfPage<'a> {
    page: &'a Page,
    known: OnceCell<NumberOrder>,
}

impl<'a> OrderOfPage<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        OrderOfPage {
            page,
            known: OnceCell::new(),
        }
    }

    pub(super) fn get(&self) -> NumberOrder {
        *self.known.get_or_init(|| order_of(self.page))
    }
}

fn order_of(page: &Page) -> NumberOrder {
    let host = page.source.as_deref().unwrap_or_default();
    if DAY_FIRST_HOSTS.iter().any(|end| host.ends_with(end)) {
        return NumberOrder::DayFirst;
    }
    let (mut words, mut english, mut spanish) = (0_usize, 0, 0);
    for text in [&page.title, &page.text] {
        let end = (0..=HEAD.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        let head = &text[..end.unwrap_or_default()];
        for word in head.split(|letter: char| !letter.is_alphabetic()) {
            let is = |known: &&str| known.eq_ignore_ascii_case(word);
            words += usize::from(!word.is_empty());
            english += usize::from(ENGLISH.iter().any(is));
            spanish += usize::from(SPANISH.iter().any(is));
        }
    }
    if words < MIN_WORDS || english * 15 >= words {
        NumberOrder::MonthFirst
    } else if spanish * 15 >= words {
        NumberOrder::Unknown
    } else {
        NumberOrder::DayFirst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_text_tells_the_order() {
        let order = |text: &str| {
            order_of(&Page {
                text: text.to_owned(),
                ..Page::default()
            })
        };
        let english = "A clerk of Oldport was sentenced to nine months for wire fraud, and the office announced the sentence today.";
        let spanish = "El tribunal condenó hoy a un empleado por fraude, y la fiscalía anunció que el empleado fue detenido por los agentes.";
        let portuguese = "O tribunal condenou hoje um funcionário a nove meses de prisão, anunciou o Ministério Público em nota à imprensa.";
        assert_eq!(order(english), NumberOrder::MonthFirst);
        assert_eq!(order(spanish), NumberOrder::Unknown);
        assert_eq!(order(portuguese), NumberOrder::DayFirst);
        assert_eq!(order("Clerk Fined"), NumberOrder::MonthFirst);
        let page = Page {
            text: english.to_owned(),
            source: Some("office.example.gov.uk".to_owned()),
            ..Page::default()
        };
        assert_eq!(order_of(&page), NumberOrder::DayFirst);
    }
}
