//! Sums of money and lengths of imprisonment: does a range find what is in it, however it is written?

use dragnet::error::Error;
use dragnet::knowledge::Knowledge;
use dragnet::model::{AmountRole, Imprisonment};
use dragnet::query::{Hit, search};
use proptest::prelude::*;

use super::{cases, every, filtered, found, ids_where, notes, numbers, sample};

#[test]
fn sums_are_found_as_people_write_them() {
    for (words, expected) in [
        ("restitution:>1M", vec![0, 1]),
        ("restitution:>1.2m", vec![1]),
        ("restitution:>=1.2m", vec![0, 1]),
        ("restitution:1.2m", vec![0]),
        ("restitution:$1.2 million", vec![0]),
        ("restitution:\"$1.2 million\"", vec![0]),
        ("restitution:>=\"1.2 million\"", vec![0, 1]),
        ("restitution:1,200,000", vec![0]),
        ("restitution>$1m", vec![0, 1]),
        ("restitution:400k..2m", vec![0, 9]),
        ("restitution:..500k", vec![3, 9]),
        ("restitution:(<100k OR >3m)", vec![1, 3]),
        ("forfeiture:500k..2m", vec![5, 9]),
        ("fine:>0", vec![0]),
        ("amount:>=10m", vec![7]),
        ("amount:restitution:>1M", vec![0, 1]),
        ("amount:\"restitution:>$1 million\"", vec![0, 1]),
        ("amount:>1m", vec![0, 1, 7]),
        ("RESTITUTION:>1M", vec![0, 1]),
        (
            "sentenced -restitution:>1M stage:sentence",
            vec![2, 3, 4, 9],
        ),
    ] {
        assert_eq!(numbers(words), expected, "{words}");
    }
}

#[test]
fn lengths_are_found_as_people_write_them() {
    for (words, expected) in [
        ("sentence:>=10y", vec![1, 2]),
        ("sentence:>10 years", vec![1, 2]),
        ("sentence:12 years", vec![1]),
        ("sentence:144 months", vec![1]),
        ("sentence:\"12 years\"", vec![1]),
        ("sentence:2y..8y", vec![0, 9]),
        ("sentence:2y-8y", vec![0, 9]),
        ("sentence:24m-8y", vec![0, 9]),
        ("sentence:24..96 months", vec![0, 9]),
        ("sentence:6m..18m", vec![]),
        ("sentence:life", vec![2]),
        ("sentence:death", vec![]),
        ("sentence:\"time served\"", vec![4]),
        ("sentence:time served", vec![4]),
        ("sentence:time-served", vec![4]),
        ("sentence:\"no prison\"", vec![3]),
        ("sentence:<4y", vec![0, 3]),
        ("sentence:12y..life", vec![1, 2]),
        ("sentence:41m fraud", vec![0]),
        ("(sentence:life OR sentence:41m)", vec![0, 2]),
    ] {
        assert_eq!(numbers(words), expected, "{words}");
    }
    assert_eq!(
        notes("sentence:41 stage:sentence"),
        ["`41` is read as 41 months: a number alone is of months"]
    );
}

#[test]
fn an_option_takes_what_the_query_takes() {
    for (field, value) in [
        ("amount", ">=10m"),
        ("amount", "$25 million"),
        ("sentence", ">=10y"),
        ("sentence", "life"),
        ("restitution", "400k..2m"),
    ] {
        let by_query = found(cases(), &format!("{field}:\"{value}\""));
        assert!(!by_query.is_empty());
        assert_eq!(filtered(cases(), field, value), by_query, "{field} {value}");
    }
    assert_eq!(
        filtered(cases(), "amount", "restitution:>1M"),
        found(cases(), "restitution:>1M")
    );
    assert_eq!(
        filtered(cases(), "amount", "restitution:none"),
        found(cases(), "restitution:none")
    );
}

#[test]
fn what_is_no_quantity_is_an_error_that_says_what_can_be() {
    for (words, expected) in [
        ("amount:>lots", "sums of money are written"),
        ("amount:", "sums of money are written"),
        ("restitution:10y", "sums of money are written"),
        ("amount:2m..1m", "what is before the points is more"),
        ("amount:restitutn:>1m", "the roles of money are"),
        ("sentence:-3", "sentences are written"),
        ("sentence:", "sentences are written"),
        ("sentence:long", "sentences are written"),
        ("fraud sentence:>1m..", "sentences are written"),
        ("(fraud OR sentence:>lots)", "sentences are written"),
    ] {
        match search(cases(), Knowledge::builtin(), &every(words)).err() {
            Some(Error::BadValue { why, place, .. }) => {
                assert!(why.starts_with(expected), "{words}: {why}");
                let place = place.expect(words);
                assert_eq!(place.text, words);
            }
            other => panic!("{words}: {other:?}"),
        }
    }
}

/// Whether a release tells of a sum of a role, or of any, from one to another.
fn has_sum(hit: &Hit, role: Option<AmountRole>, first: u64, last: u64) -> bool {
    let mut amounts = hit.release.amounts.iter();
    amounts.any(|amount| {
        role.is_none_or(|role| amount.role == role) && (first..=last).contains(&amount.value)
    })
}

/// Whether a release tells of imprisonment of a number of months from one to another; no prison is of 0 months.
fn has_months(hit: &Hit, first: u32, last: u32) -> bool {
    let mut sentences = hit.release.sentences.iter();
    sentences.any(|sentence| match sentence.months {
        None => first == 0,
        Some(Imprisonment::TenthsOfMonths(tenths)) => (first * 10..=last * 10).contains(&tenths),
        Some(_) => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_filter_by_a_range_finds_what_is_in_it(
        role in proptest::option::of(0..AmountRole::ALL.len()),
        first in prop_oneof![0_u64..100_000, 100_000_u64..50_000_000],
        length in prop_oneof![0_u64..100_000, 100_000_u64..5_000_000_000],
        months in 0_u32..200,
        longer in 0_u32..300,
    ) {
        for index in [cases(), sample()] {
            let last = first + length;
            let role = role.map(|at| AmountRole::ALL[at]);
            let name = role.map_or("amount", AmountRole::name);
            let expected = ids_where(index, |hit| has_sum(hit, role, first, last));
            prop_assert_eq!(found(index, &format!("{name}:{first}..{last}")), expected);
            let open = ids_where(index, |hit| has_sum(hit, role, first + 1, u64::MAX));
            prop_assert_eq!(found(index, &format!("{name}:>{first}")), open);
            let most = months + longer;
            let expected = ids_where(index, |hit| has_months(hit, months, most));
            prop_assert_eq!(found(index, &format!("sentence:{months}m..{most}m")), expected);
        }
    }
}
