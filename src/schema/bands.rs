//! How are the quantities of a field counted and shown? In bands, with a unit.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use crate::schema::field_spec::{FieldSpec, Lookup};
use crate::schema::quantity::{
    LIFE, LONGEST, NO_PRISON, SHORTEST, TIME_SERVED, imprisonment_of, shown_length, shown_sum,
};

/// One band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// As a query names it, behind the field: `1000000..9999999`.
    pub value: &'static str,
    /// For reading: `$1M to $10M`.
    pub label: &'static str,
    /// The quantities in it.
    pub range: RangeInclusive<u64>,
}

const fn band(value: &'static str, label: &'static str, first: u64, last: u64) -> Band {
    Band {
        value,
        label,
        range: first..=last,
    }
}

/// Sums of money, in whole dollars.
static OF_MONEY: [Band; 7] = [
    band("<=9999", "under $10,000", 0, 9_999),
    band("10000..99999", "$10,000 to $100,000", 10_000, 99_999),
    band("100000..999999", "$100,000 to $1M", 100_000, 999_999),
    band("1000000..9999999", "$1M to $10M", 1_000_000, 9_999_999),
    band(
        "10000000..99999999",
        "$10M to $100M",
        10_000_000,
        99_999_999,
    ),
    band(
        "100000000..999999999",
        "$100M to $1B",
        100_000_000,
        999_999_999,
    ),
    band(">=1000000000", "$1B and more", 1_000_000_000, u64::MAX),
];

/// The code of a number of tenths of months.
const fn tenths(tenths: u64) -> u64 {
    SHORTEST - 1 + tenths
}

/// Imprisonment.
static OF_IMPRISONMENT: [Band; 10] = [
    band("no prison", "no prison", NO_PRISON, NO_PRISON),
    band("time served", "time served", TIME_SERVED, TIME_SERVED),
    band("0.1m..11.9m", "under 1 year", tenths(1), tenths(119)),
    band("12m..23.9m", "1 to 2 years", tenths(120), tenths(239)),
    band("24m..59.9m", "2 to 5 years", tenths(240), tenths(599)),
    band("60m..119.9m", "5 to 10 years", tenths(600), tenths(1199)),
    band("120m..239.9m", "10 to 20 years", tenths(1200), tenths(2399)),
    band(
        "240m..999999m",
        "20 years and more",
        tenths(2400),
        LONGEST - 2,
    ),
    band("life", "life", LIFE, LIFE),
    band("death", "death", LONGEST, LONGEST),
];

/// The bands of a field, in their order. A quantity from the lower end on, up to but without the upper end, is in a band.
pub fn bands(field: &FieldSpec) -> &'static [Band] {
    match field.lookup {
        Some(Lookup::Imprisonment) => &OF_IMPRISONMENT,
        _ => &OF_MONEY,
    }
}

/// A quantity of a field for reading.
pub fn shown_quantity(field: &FieldSpec, quantity: u64) -> String {
    match field.lookup {
        Some(Lookup::Imprisonment) => shown_length(quantity),
        _ => shown_sum(quantity),
    }
}

/// A quantity of a field in JSON: whole dollars, or months as a release has them, and 0 for no prison.
pub fn quantity_json(field: &FieldSpec, quantity: u64) -> Value {
    match field.lookup {
        Some(Lookup::Imprisonment) => {
            imprisonment_of(quantity).map_or(json!(0), |imprisonment| json!(imprisonment))
        }
        _ => json!(quantity),
    }
}

/// The mean of two quantities of a field, rounded to a whole dollar or a tenth of a month; the smaller one where one of them
/// has no number.
pub(crate) fn mean(field: &FieldSpec, low: u64, high: u64) -> u64 {
    let half = |low: u64, high: u64| low + (high - low).div_ceil(2);
    if field.lookup != Some(Lookup::Imprisonment) {
        return half(low, high);
    }
    let tenths = |code: u64| match code {
        NO_PRISON => Some(0),
        SHORTEST.. if code < LIFE => Some(code - (SHORTEST - 1)),
        _ => None,
    };
    match (tenths(low), tenths(high)) {
        (Some(0), Some(0)) => NO_PRISON,
        (Some(low), Some(high)) => half(low, high) + SHORTEST - 1,
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_is_in_one_band() {
        for bands in [&OF_MONEY[..], &OF_IMPRISONMENT[..]] {
            assert_eq!(*bands[0].range.start(), 0);
            for pair in bands.windows(2) {
                assert_eq!(pair[0].range.end() + 1, *pair[1].range.start());
            }
        }
        assert_eq!(
            OF_MONEY.last().map(|band| *band.range.end()),
            Some(u64::MAX)
        );
        assert_eq!(
            OF_IMPRISONMENT.last().map(|band| *band.range.end()),
            Some(LONGEST)
        );
    }
}
