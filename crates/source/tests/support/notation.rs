//! The grammar of JSON with holes, and what a text in it allows.

#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    Null,
    Bool(bool),
    Number(f64),
    Text { pieces: Vec<Piece>, absent: bool },
    Hole { ty: String, absent: bool },
    Object { fields: Vec<(String, Claim)>, open: bool },
    Array { elements: Vec<Claim>, open: bool },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Known(String),
    Gap { class: Option<(bool, Vec<(char, char)>)>, min: usize, max: Option<usize> },
}

pub fn parse(text: &str) -> Result<Claim, String> {
    let mut parser = Parser { text, at: 0 };
    let claim = parser.value()?;
    parser.blanks();
    if parser.at == text.len() {
        Ok(claim)
    } else {
        Err(format!("rest at {}: {}", parser.at, &text[parser.at..]))
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(format!("`{token}` expected at {} of {}", self.at, self.text))
        }
    }

    fn value(&mut self) -> Result<Claim, String> {
        self.blanks();
        if self.eat("?(") {
            let mut pieces = Vec::new();
            loop {
                self.blanks();
                if self.eat(")") {
                    break;
                }
                pieces.push(self.piece()?);
            }
            return Ok(Claim::Text { pieces, absent: self.eat("?") });
        }
        if self.eat("?") {
            for ty in ["any", "string", "number", "integer", "boolean", "object", "array"] {
                if self.eat(ty) {
                    let absent = self.eat("?");
                    // The key may not be there either.
                    self.eat("?");
                    return Ok(Claim::Hole { ty: ty.into(), absent });
                }
            }
            return Err(format!("no type at {}", self.at));
        }
        if self.eat("{") {
            let (mut fields, mut open) = (Vec::new(), false);
            loop {
                self.blanks();
                if self.eat("}") {
                    break;
                }
                if self.eat("...") {
                    open = true;
                    self.blanks();
                    self.expect("}")?;
                    break;
                }
                let name = self.string()?;
                self.blanks();
                self.expect(":")?;
                fields.push((name, self.value()?));
                self.blanks();
                if !self.eat(",") && !self.rest().starts_with('}') {
                    return Err(format!("`,` expected at {}", self.at));
                }
            }
            return Ok(Claim::Object { fields, open });
        }
        if self.eat("[") {
            let (mut elements, mut open) = (Vec::new(), false);
            loop {
                self.blanks();
                if self.eat("]") {
                    break;
                }
                if self.eat("...") {
                    open = true;
                    self.blanks();
                    self.expect("]")?;
                    break;
                }
                elements.push(self.value()?);
                self.blanks();
                if !self.eat(",") && !self.rest().starts_with(']') {
                    return Err(format!("`,` expected at {}", self.at));
                }
            }
            return Ok(Claim::Array { elements, open });
        }
        for (word, claim) in
            [("null", Claim::Null), ("true", Claim::Bool(true)), ("false", Claim::Bool(false))]
        {
            if self.eat(word) {
                return Ok(claim);
            }
        }
        if self.rest().starts_with('"') {
            return Ok(Claim::Text { pieces: vec![Piece::Known(self.string()?)], absent: false });
        }
        let length = self
            .rest()
            .find(|char: char| !"+-.eE0123456789".contains(char))
            .unwrap_or(self.rest().len());
        let number: serde_json::Number = serde_json::from_str(&self.rest()[..length])
            .map_err(|error| format!("{error} at {}", self.at))?;
        self.at += length;
        Ok(Claim::Number(number.as_f64().unwrap()))
    }

    fn string(&mut self) -> Result<String, String> {
        let mut stream = serde_json::Deserializer::from_str(self.rest()).into_iter::<String>();
        let string =
            stream.next().ok_or("no string")?.map_err(|error| format!("{error} at {}", self.at))?;
        self.at += stream.byte_offset();
        Ok(string)
    }

    fn piece(&mut self) -> Result<Piece, String> {
        if !self.eat("*") {
            return Ok(Piece::Known(self.string()?));
        }
        let class = if self.eat("[") { Some(self.class()?) } else { None };
        let (mut min, mut max) = (0, None);
        if self.eat("{") {
            min = self.count()?;
            max = Some(min);
            if self.eat(",") {
                max = if self.rest().starts_with('}') { None } else { Some(self.count()?) };
            }
            self.expect("}")?;
        }
        Ok(Piece::Gap { class, min, max })
    }

    fn count(&mut self) -> Result<usize, String> {
        let length = self.rest().find(|char: char| !char.is_ascii_digit()).unwrap_or(0);
        let count =
            self.rest()[..length].parse().map_err(|error| format!("{error} at {}", self.at))?;
        self.at += length;
        Ok(count)
    }

    fn class(&mut self) -> Result<(bool, Vec<(char, char)>), String> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        while !self.eat("]") {
            let first = self.class_char()?;
            let last = if self.eat("-") { self.class_char()? } else { first };
            ranges.push((first, last));
        }
        Ok((negated, ranges))
    }

    fn class_char(&mut self) -> Result<char, String> {
        self.eat("\\");
        let char = self.rest().chars().next().filter(char::is_ascii).ok_or("ASCII expected")?;
        self.at += 1;
        Ok(char)
    }
}

impl Claim {
    /// The claim of a field at a dotted path; a hole where the path leads into unknown parts, `None`
    /// where there is certainly nothing.
    pub fn at(&self, path: &str) -> Option<Self> {
        let unknown = Self::Hole { ty: "any".into(), absent: true };
        path.split('.').try_fold(self.clone(), |claim, name| match claim {
            Self::Object { fields, open } => match fields.iter().find(|(key, _)| key == name) {
                Some((_, value)) => Some(value.clone()),
                None => open.then(|| unknown.clone()),
            },
            Self::Array { elements, open } => match elements.get(name.parse::<usize>().ok()?) {
                Some(element) => Some(element.clone()),
                None => open.then(|| unknown.clone()),
            },
            Self::Hole { ty, .. } if ["any", "object", "array"].contains(&ty.as_str()) => {
                Some(unknown.clone())
            }
            _ => None,
        })
    }

    /// Whether nothing at all is claimed of the value, but perhaps that it is there.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Hole { ty, .. } if ty == "any")
    }

    pub fn may_be_absent(&self) -> bool {
        matches!(
            self,
            Self::Hole { absent: true, .. } | Self::Text { absent: true, .. } | Self::Null
        )
    }

    /// Whether the value may be this string.
    pub fn allows(&self, text: &str) -> bool {
        match self {
            Self::Hole { ty, .. } => ty == "any" || ty == "string",
            Self::Text { pieces, .. } => matches(pieces, &text.chars().collect::<Vec<_>>()),
            _ => false,
        }
    }
}

fn matches(pieces: &[Piece], text: &[char]) -> bool {
    match pieces.split_first() {
        None => text.is_empty(),
        Some((Piece::Known(known), rest)) => {
            let known: Vec<char> = known.chars().collect();
            text.strip_prefix(known.as_slice()).is_some_and(|text| matches(rest, text))
        }
        Some((Piece::Gap { class, min, max }, rest)) => {
            let fits = |char: &char| {
                class.as_ref().is_none_or(|(negated, ranges)| {
                    ranges.iter().any(|(first, last)| (*first..=*last).contains(char)) != *negated
                })
            };
            let run = text.iter().take_while(|char| fits(char)).count();
            let longest = max.map_or(run, |max| run.min(max));
            (*min..=longest).any(|count| matches(rest, &text[count..]))
        }
    }
}
