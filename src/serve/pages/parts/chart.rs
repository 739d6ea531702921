//! Years as bars. Their places are attributes of an SVG picture, since the pages carry no style of their own.

use crate::query::Facet;
use crate::serve::params::Params;
use crate::text::numbers::group_thousands;

/// The height of the highest bar, in units of the picture.
const HEIGHT: usize = 64;

/// The width of a bar with the space behind it.
const STEP: usize = 12;

/// Maximum number of bars: dates that are wrong could be far apart.
const MAX_BARS: usize = 150;

/// The releases of each year.
#[derive(Debug, Default)]
pub(in crate::serve::pages) struct Years {
    pub(in crate::serve::pages) bars: Vec<Bar>,
    pub(in crate::serve::pages) width: usize,
    /// The year with the most, in words.
    pub(in crate::serve::pages) most: String,
    /// How many have no year, in words; empty for none.
    pub(in crate::serve::pages) undated: String,
}

/// One year.
#[derive(Debug)]
pub(in crate::serve::pages) struct Bar {
    pub(in crate::serve::pages) year: i16,
    pub(in crate::serve::pages) count: String,
    pub(in crate::serve::pages) x: usize,
    pub(in crate::serve::pages) y: usize,
    pub(in crate::serve::pages) height: usize,
    /// The search for this year alone.
    pub(in crate::serve::pages) address: String,
    /// Whether the year is among those that are asked for.
    pub(in crate::serve::pages) is_asked: bool,
}

impl Years {
    /// The years of a facet. A bar leads to the search of `params` in that year. `asked` has the years that the search asks
    /// for, where these are not all.
    pub(in crate::serve::pages) fn of(
        facet: &Facet,
        params: &Params,
        asked: Option<&Facet>,
    ) -> Years {
        let told = facet.values.iter().filter_map(|value| {
            let year: i16 = value.value.as_ref()?.parse().ok()?;
            Some((year, value.count))
        });
        let counts: Vec<(i16, usize)> = told.collect();
        let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) else {
            return Years::default();
        };
        let is_asked = |year: &str| {
            asked.is_none_or(|asked| {
                let mut values = asked.values.iter().filter(|value| value.count > 0);
                values.any(|value| value.value.as_deref() == Some(year))
            })
        };
        let most = counts.iter().max_by_key(|(_, count)| *count);
        let highest = most.map_or(1, |(_, count)| *count).max(1);
        let bar = |(at, year): (usize, i16)| {
            let of_year = counts.iter().find(|(known, _)| *known == year);
            let count = of_year.map_or(0, |(_, count)| *count);
            // What is there at all can be seen.
            let height = (count * HEIGHT).div_ceil(highest);
            let typed = year.to_string();
            let search = params.without(&["offset", "format", "since", "until", "undated"]);
            let search = search.with("since", &typed).with("until", &typed);
            Bar {
                year,
                count: group_thousands(count as u64),
                x: at * STEP,
                y: HEIGHT - height,
                height,
                address: search.address("/search"),
                is_asked: is_asked(&typed),
            }
        };
        let bars: Vec<Bar> = (*first..=*last)
            .take(MAX_BARS)
            .enumerate()
            .map(bar)
            .collect();
        let undated = facet.values.iter().find(|value| value.value.is_none());
        let undated = undated.filter(|undated| undated.count > 0);
        Years {
            width: bars.len() * STEP,
            most: most.map_or_else(String::new, |(year, count)| {
                format!("{} in {year}", group_thousands(*count as u64))
            }),
            undated: undated
                .map_or_else(String::new, |undated| group_thousands(undated.count as u64)),
            bars,
        }
    }

    /// `2009 to 2018`; empty where no release has a year.
    pub(in crate::serve::pages) fn span(&self) -> String {
        let asked = || {
            self.bars
                .iter()
                .filter(|bar| bar.is_asked && bar.height > 0)
        };
        match (asked().next(), asked().next_back()) {
            (Some(first), Some(last)) if first.year == last.year => first.year.to_string(),
            (Some(first), Some(last)) => format!("{} to {}", first.year, last.year),
            _ => String::new(),
        }
    }

    /// `3 undated`; empty where every release has a year.
    pub(in crate::serve::pages) fn undated_text(&self) -> String {
        if self.undated.is_empty() {
            return String::new();
        }
        format!("{} undated", self.undated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::FacetValue;
    use crate::schema::FacetKind;

    #[test]
    fn every_year_between_the_first_and_the_last_has_a_bar() {
        let value = |year: Option<&str>, count| FacetValue {
            value: year.map(str::to_owned),
            label: None,
            count,
            selected: false,
            statistics: Vec::new(),
        };
        let facet = Facet {
            name: "year".to_owned(),
            kind: FacetKind::Year,
            values: vec![
                value(Some("2015"), 1),
                value(Some("2017"), 200),
                value(None, 3),
            ],
            is_by_count: false,
        };
        let mut asked = facet.clone();
        asked
            .values
            .retain(|value| value.value.as_deref() == Some("2017"));
        let params = Params::read("q=x&since=500d&offset=20").expect("parameters");
        let years = Years::of(&facet, &params, Some(&asked));
        let heights: Vec<_> = years.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [1, 0, 64]);
        assert_eq!(years.span(), "2017");
        assert_eq!(years.bars[0].address, "/search?q=x&since=2015&until=2015");
        assert_eq!(
            (years.undated.as_str(), years.most.as_str()),
            ("3", "200 in 2017")
        );
    }
}
