//! Is a page well formed, and free of what could run?

/// Elements without an end.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "img", "hr"];

/// A tag with its attributes.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The tags of a page. Fails where one does not close, closes another, or where a `<` or a quotation mark is loose.
pub fn tags(page: &str) -> Vec<Tag> {
    let (mut tags, mut open): (Vec<Tag>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = page.strip_prefix("<!doctype html>").expect("a page");
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('<'), "{before}");
        if let Some(end) = after.strip_prefix('/') {
            let (name, behind) = end.split_once('>').expect("the end of a tag");
            assert_eq!(open.pop().as_deref(), Some(name), "…{before}</{name}>");
            rest = behind;
            continue;
        }
        let (tag, behind, is_closed) = tag(after);
        if !is_closed && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
        rest = behind;
    }
    assert!(open.is_empty(), "{open:?} is open");
    tags
}

/// The tag that begins here, what follows it, and whether it ends in itself.
fn tag(text: &str) -> (Tag, &str, bool) {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric());
    let (name, mut rest) = text.split_at(length.expect("the end of a name"));
    assert!(!name.is_empty(), "a loose `<` before {text:.60}");
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix("/>") {
            return (finished(name, attributes), behind, true);
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return (finished(name, attributes), behind, false);
        }
        let length = rest.find(['=', ' ', '>', '\n']).expect("an attribute");
        let (attribute, behind) = rest.split_at(length);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(attribute.chars().all(is_plain), "{attribute:?} in {name}");
        let (value, behind) = match behind.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("the end of a value"),
            None => ("", behind),
        };
        let value = value.replace("&#38;", "&").replace("&amp;", "&");
        attributes.push((attribute.to_owned(), value));
        rest = behind;
    }
}

fn finished(name: &str, attributes: Vec<(String, String)>) -> Tag {
    Tag {
        name: name.to_owned(),
        attributes,
    }
}

/// A page with nothing in it that could run, and with links to pages of this server, or to the web without a trace.
pub fn assert_safe(page: &str) -> Vec<Tag> {
    let tags = tags(page);
    for tag in &tags {
        let forbidden = ["style", "iframe", "object", "embed", "base", "img"];
        assert!(!forbidden.contains(&tag.name.as_str()), "<{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style", "{name}={value}");
        }
        if tag.name == "script" {
            let source = tag.get("src").expect("a source");
            assert!(source.starts_with("/assets/"), "{source}");
        }
        let target = tag.get("href").or(tag.get("action"));
        let Some(target) = target else { continue };
        let is_web = target.starts_with("https://") || target.starts_with("http://");
        let is_own =
            (target.starts_with('/') && !target.starts_with("//")) || target.starts_with('#');
        assert!(
            is_own || (is_web && tag.get("rel") == Some("noreferrer")),
            "{target}"
        );
    }
    let scripts = tags.iter().filter(|tag| tag.name == "script");
    assert_eq!(scripts.count(), 1);
    assert_eq!(page.matches("<script").count(), 1);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    tags
}
