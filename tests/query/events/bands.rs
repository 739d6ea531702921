//! Counts of sums and sentences in bands.

use dragnet::query::Summary;

use super::{answer, cases, every};

fn counted(facet: &str, words: &str) -> Vec<(String, usize)> {
    let mut asked = every(words);
    asked.facets = vec![facet.to_owned()];
    let Summary { facets, .. } = answer(cases(), &asked).0;
    let values = facets[0].values.iter();
    values
        .map(|value| (value.label().to_owned(), value.count))
        .collect()
}

fn rows(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
    let rows = rows.iter();
    rows.map(|(label, count)| ((*label).to_owned(), *count))
        .collect()
}

#[test]
fn bands_are_counted_in_their_order_and_named_for_people() {
    assert_eq!(
        counted("sentence", ""),
        rows(&[
            ("no prison", 1),
            ("time served", 1),
            ("2 to 5 years", 1),
            ("5 to 10 years", 1),
            ("10 to 20 years", 1),
            ("life", 1),
            ("(none)", 4),
        ])
    );
    assert_eq!(
        counted("restitution", ""),
        rows(&[
            ("$10,000 to $100,000", 1),
            ("$100,000 to $1M", 1),
            ("$1M to $10M", 2),
            ("(none)", 6),
        ])
    );
}

#[test]
fn a_release_counts_once_in_each_band_that_it_has_a_sum_in() {
    // One release tells of a fine and of restitution, another of restitution and of a forfeiture.
    assert_eq!(
        counted("amount", ""),
        rows(&[
            ("$10,000 to $100,000", 2),
            ("$100,000 to $1M", 2),
            ("$1M to $10M", 3),
            ("$10M to $100M", 1),
            ("(none)", 4),
        ])
    );
    assert_eq!(
        counted("amount", "fine:>0"),
        rows(&[("$10,000 to $100,000", 1), ("$1M to $10M", 1)])
    );
}
