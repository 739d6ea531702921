//! How is a name that is printed in capitals written?

pub(super) fn is_all_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// `ACME HOLDINGS, LLC` -> `Acme Holdings, LLC`, and `AB AG` as it is: short names of firms and their endings are abbreviations.
pub(super) fn capitalized_firm(name: &str) -> String {
    const ENDINGS: [&str; 11] = [
        "LLC", "LLP", "LP", "PLLC", "PLC", "AG", "SA", "NV", "BV", "PC", "USA",
    ];
    let bare = |word: &str| word.trim_end_matches([',', '.']).len();
    let is_ending = |word: &str| ENDINGS.contains(&word.trim_end_matches([',', '.']));
    let mut words = name.split(' ').filter(|word| !is_ending(word));
    let is_short = words.next().is_none_or(|word| bare(word) <= 3) && words.next().is_none();
    let word = |word: &str| {
        // "KPMG LLP", but "Acme Ltd."
        let is_spelled = word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
            || matches!(
                word.trim_end_matches([',', '.']),
                "LTD" | "JR" | "SR" | "ST" | "MT" | "DR"
            );
        if is_ending(word) || !is_spelled || is_short && !word.ends_with('.') {
            word.to_owned()
        } else {
            capitalized(word)
        }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `JANE MCGRATH-O’NEILL III` -> `Jane McGrath-O’Neill III`
pub(super) fn capitalized(name: &str) -> String {
    let mut lowered = String::with_capacity(name.len());
    for word in name.split_inclusive([' ', '-', '’', '\'']) {
        let bare = word.trim_end_matches([' ', '-', '’', '\'', ',', '.']);
        if matches!(bare, "II" | "III" | "IV") || bare.contains('.') {
            lowered.push_str(word);
            continue;
        }
        let kept = if bare.starts_with("MC") && bare.len() > 3 {
            2
        } else {
            0
        };
        for (at, letter) in word.chars().enumerate() {
            if at == 0 || kept > 0 && at == kept {
                lowered.push(letter);
            } else {
                lowered.extend(letter.to_lowercase());
            }
        }
    }
    lowered
}
