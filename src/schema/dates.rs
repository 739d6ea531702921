//! Dates as the index keeps them: days since 1970-01-01.

use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days from 1970-01-01 to a date.
pub fn day_number(date: Date) -> i64 {
    // Civil dates reach from the year -9999 to 9999: a span of days between two always fits.
    EPOCH
        .until(date)
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The date of a day number; none where it lies outside the calendar.
pub fn date_of(day_number: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(day_number).ok()?;
    EPOCH.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_number_and_its_date_lead_to_each_other() {
        for date in [
            "1970-01-01",
            "1969-12-31",
            "2024-02-29",
            "0001-01-01",
            "9999-12-31",
        ] {
            let date: Date = date.parse().expect("a date");
            assert_eq!(date_of(day_number(date)), Some(date));
        }
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(date_of(i64::MAX), None);
    }
}
