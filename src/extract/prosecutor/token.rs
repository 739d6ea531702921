//! What is a token: a word with its shape and its number in the grammar's vocabulary, or a mark between words.

/// A word of the grammar's vocabulary, by number. All words outside it are [`WordId::NONE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct WordId(pub u16);

impl WordId {
    pub const NONE: WordId = WordId(0);

    /// Its position in a list with one entry for each word.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a token looks like, whatever it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word that can be part of a name: `Mellor`, `O’Neill`, `McGRATH`, `St.`
    Capital,
    /// `C.`, `L.C.`, `A`.
    Initial,
    /// Any other word.
    Lower,
    Number,
    Comma,
    Semicolon,
    Colon,
    /// `.`, `!` or `?` at the end of a sentence.
    Stop,
    Quote,
    Open,
    Close,
    /// `|`, a dash or a slash between spaces.
    Bar,
    /// The end of a line: a header, a signature, a list item.
    Break,
    /// The end of a paragraph.
    Paragraph,
    Other,
}

/// One word or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Byte offsets into the text.
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    /// The word without case, full stops, apostrophes and its plural or possessive ending.
    pub word: WordId,
    /// `Attorneys` where the vocabulary has `attorney`.
    pub plural: bool,
    /// `Smith’s`, `Attorneys’`.
    pub possessive: bool,
    /// Two or more capitals and no small letter.
    pub caps: bool,
}

impl Token {
    /// Whether a sentence ends here at the latest.
    pub fn ends_sentence(&self) -> bool {
        matches!(self.shape, Shape::Stop | Shape::Paragraph)
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}
