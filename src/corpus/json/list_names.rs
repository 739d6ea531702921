//! What are lists of releases called in JSON?

/// Names of lists of records.
const LISTS: [&str; 13] = [
    "articles",
    "data",
    "docs",
    "entries",
    "hits",
    "items",
    "news",
    "press_releases",
    "pressreleases",
    "records",
    "releases",
    "rows",
    "value",
];

/// Names of objects that hold such a list.
const AROUND_LISTS: [&str; 4] = ["d", "feed", "hits", "response"];

/// Whether a key is the name of a list of records, or of an object around one.
pub(super) fn is_list_name(key: &str) -> bool {
    key == "results" || LISTS.contains(&key) || AROUND_LISTS.contains(&key)
}
