//! Quantities as the index keeps them: sums of money in whole dollars, and imprisonment as a code, so that longer comes after
//! shorter.

use crate::model::Imprisonment;
use crate::text::numbers::group_thousands;

/// The code of a sentence without imprisonment.
pub(crate) const NO_PRISON: u64 = 0;

/// The code of the time already spent in custody. Its length is not known: no range has it.
pub(crate) const TIME_SERVED: u64 = 1;

/// The code of a tenth of a month. Longer imprisonment has the next codes.
pub(crate) const SHORTEST: u64 = 2;

/// The code of imprisonment for life: longer than any number.
pub(super) const LIFE: u64 = 1 << 33;
const DEATH: u64 = LIFE + 1;

/// The greatest code.
pub(crate) const LONGEST: u64 = DEATH;

/// The code of imprisonment; of none where a sentence has none.
pub fn imprisonment_code(imprisonment: Option<Imprisonment>) -> u64 {
    match imprisonment {
        None | Some(Imprisonment::TenthsOfMonths(0)) => NO_PRISON,
        Some(Imprisonment::TimeServed) => TIME_SERVED,
        Some(Imprisonment::TenthsOfMonths(tenths)) => SHORTEST - 1 + u64::from(tenths),
        Some(Imprisonment::Life) => LIFE,
        Some(Imprisonment::Death) => DEATH,
    }
}

/// The imprisonment of a code; none where there is none.
pub fn imprisonment_of(code: u64) -> Option<Imprisonment> {
    match code {
        NO_PRISON => None,
        TIME_SERVED => Some(Imprisonment::TimeServed),
        LIFE => Some(Imprisonment::Life),
        DEATH.. => Some(Imprisonment::Death),
        length => {
            let tenths = u32::try_from(length - (SHORTEST - 1)).unwrap_or(u32::MAX);
            Some(Imprisonment::TenthsOfMonths(tenths))
        }
    }
}

/// The imprisonment of a code for reading: `41 months`, `life`.
pub fn shown_length(code: u64) -> String {
    match imprisonment_of(code) {
        None => "no prison".to_owned(),
        Some(Imprisonment::TenthsOfMonths(10)) => "1 month".to_owned(),
        Some(length @ Imprisonment::TenthsOfMonths(_)) => format!("{length} months"),
        Some(word) => word.to_string(),
    }
}

/// A sum for reading: `$1,200,000`.
pub fn shown_sum(dollars: u64) -> String {
    format!("${}", group_thousands(dollars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_the_order_of_lengths_and_lead_back() {
        let lengths = [
            None,
            Some(Imprisonment::TimeServed),
            Some(Imprisonment::TenthsOfMonths(1)),
            Some(Imprisonment::months(41)),
            Some(Imprisonment::TenthsOfMonths(u32::MAX)),
            Some(Imprisonment::Life),
            Some(Imprisonment::Death),
        ];
        let codes = lengths.map(imprisonment_code);
        assert!(codes.is_sorted() && codes.map(imprisonment_of) == lengths);
        assert_eq!(codes[2], SHORTEST);
        assert_eq!(codes.last(), Some(&LONGEST));
    }

    #[test]
    fn quantities_are_shown_as_people_write_them() {
        assert_eq!(shown_sum(1_200_000), "$1,200,000");
        let months = |tenths| {
            shown_length(imprisonment_code(Some(Imprisonment::TenthsOfMonths(
                tenths,
            ))))
        };
        assert_eq!(months(10), "1 month");
        assert_eq!(months(415), "41.5 months");
        assert_eq!(shown_length(NO_PRISON), "no prison");
        assert_eq!(shown_length(TIME_SERVED), "time served");
    }
}
