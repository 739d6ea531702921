//! In which months does a source have far fewer releases than before? A corpus is often gathered in parts, and a count by
//! year then tells of the gathering.

use std::collections::BTreeMap;

use serde::Serialize;

/// Months before a gap that say what is usual.
const BEFORE: usize = 12;

/// Minimum number of releases in the usual month of a source: where fewer are usual, an empty month says nothing.
const LEAST_USUAL: u64 = 5;

/// A month is part of a gap if it has at most a tenth of the usual number of releases.
const FEW: u64 = 10;

/// Minimum length of a gap in months.
const SHORTEST: usize = 2;

/// Months, counted from the year 0, outside which a date is a slip.
const CALENDAR: std::ops::Range<i64> = 12 * 1900..12 * 2100;

/// Two months or more in a row in each of which a source has at most a tenth of the releases of its usual month: the median
/// of the twelve months before, where that is five or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The source.
    pub source: String,
    /// The first month: `2018-05`.
    pub from: String,
    /// The last month; none where the gap lasts to the last month of the index.
    pub until: Option<String>,
    /// The source's releases in these months.
    pub releases: u64,
    /// The releases of its usual month before.
    pub usual: u64,
    /// How many releases are missing if every month had been usual.
    #[serde(skip)]
    pub(crate) missing: u64,
}

/// The number of a month, counted from the year 0.
pub(crate) fn month_number(year: i16, month: i8) -> i64 {
    i64::from(year) * 12 + i64::from(month) - 1
}

/// The gaps of one source, of which `months` holds the releases of each month with any. `last` is the last month of the
/// index.
pub(crate) fn gaps(source: &str, months: &BTreeMap<i64, u64>, last: i64) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let Some(first) = months.range(CALENDAR).next().map(|(month, _)| *month) else {
        return gaps;
    };
    let last = last.min(CALENDAR.end - 1);
    let counts: Vec<u64> = (first..=last)
        .map(|month| months.get(&month).copied().unwrap_or(0))
        .collect();
    let mut at = BEFORE;
    while at < counts.len() {
        let mut before = counts[at - BEFORE..at].to_vec();
        before.sort_unstable();
        let usual = before[BEFORE / 2];
        let length = if usual >= LEAST_USUAL {
            let is_few = |count: &&u64| **count * FEW <= usual;
            counts[at..].iter().take_while(is_few).count()
        } else {
            0
        };
        if length >= SHORTEST {
            let releases: u64 = counts[at..at + length].iter().sum();
            let until = (at + length < counts.len()).then(|| name(first, at + length - 1));
            gaps.push(Gap {
                source: source.to_owned(),
                from: name(first, at),
                until,
                releases,
                usual,
                missing: (usual * length as u64).saturating_sub(releases),
            });
        }
        at += length.max(1);
    }
    gaps
}

/// A month as it is written: `2018-05`.
fn name(first: i64, months_later: usize) -> String {
    let month = first + i64::try_from(months_later).unwrap_or(0);
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gaps of a source. `counts` are its releases of each month, from 2015-01 on.
    fn of(counts: &[u64]) -> Vec<String> {
        let first = month_number(2015, 1);
        let months = (first..).zip(counts.iter().copied());
        let months = months.filter(|(_, count)| *count > 0).collect();
        let last = first + i64::try_from(counts.len()).expect("few months") - 1;
        gaps("x", &months, last)
            .into_iter()
            .map(|gap| {
                format!(
                    "{}..{} {}/{}",
                    gap.from,
                    gap.until.unwrap_or_default(),
                    gap.releases,
                    gap.usual
                )
            })
            .collect()
    }

    #[test]
    fn months_with_a_tenth_of_the_usual_releases_are_a_gap() {
        let year = [50_u64; 12];
        assert_eq!(of(&[&year[..], &[0; 6]].concat()), ["2016-01.. 0/50"]);
        assert_eq!(
            of(&[&year[..], &[5, 4, 0], &year].concat()),
            ["2016-01..2016-03 9/50"]
        );
        // A month of six is more than a tenth, and one poor month is no gap.
        assert_eq!(of(&[&year[..], &[6; 6]].concat()), Vec::<String>::new());
        assert_eq!(of(&[&year[..], &[0], &year].concat()), Vec::<String>::new());
        // Where few are usual, none say nothing.
        assert_eq!(of(&[&[4; 24][..], &[0; 24]].concat()), Vec::<String>::new());
        assert_eq!(of(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_slip_of_a_date_makes_no_gap_of_a_thousand_years() {
        let months = BTreeMap::from([(month_number(205, 1), 1), (month_number(2015, 1), 9)]);
        assert_eq!(gaps("x", &months, month_number(9999, 1)), Vec::new());
    }
}
