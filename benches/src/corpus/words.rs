//! Names, goods and addresses to make requests of.

use fastrand::Rng;

use super::json::{Json, object};

const FAMILIES: &[&str] = &["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오"];
const GIVEN: &[&str] = &[
    "서연", "민준", "지우", "도윤", "하은", "시우", "수빈", "예준", "채원", "현우", "다은", "건우",
];
const LATIN: &[&str] =
    &["minji", "seojun", "haneul", "yuna", "jiho", "sora", "daniel", "grace", "eunwoo", "hyerin"];
const HOSTS: &[&str] =
    &["example.com", "shop.example.com", "mail.example.org", "gyul.example.net", "example.co.kr"];
const GOODS: &[&str] = &[
    "제주 감귤 5kg",
    "겨울 코트",
    "무선 이어폰",
    "원두 1kg",
    "Running shoes",
    "USB-C cable 2m",
    "월간 이용권",
    "도서 상품",
    "Desk lamp",
    "유기농 쌀 10kg",
    "캠핑 의자",
    "Gift set",
];
const TOWNS: &[(&str, &str)] = &[
    ("서울특별시", "강남구"),
    ("서울특별시", "마포구"),
    ("부산광역시", "해운대구"),
    ("제주특별자치도", "제주시"),
    ("경기도", "성남시 분당구"),
    ("대전광역시", "유성구"),
];
const STREETS: &[&str] = &["테헤란로", "월드컵북로", "센텀중앙로", "연북로", "판교역로", "대학로"];
const BUILDINGS: &[&str] = &["감귤빌딩", "한라아파트", "해오름타워", "푸른마을", "Orange Tower"];
const LONG: &[&str] = &[
    "문 앞에 놓아 주세요",
    "부재 시 경비실에 맡겨 주세요 🙏",
    "배송 전에 꼭 전화 주시기 바랍니다",
    "선물용이니 가격표를 떼어 주세요 🎁",
    "새벽 배송은 원하지 않습니다",
    "포장을 단단히 부탁드립니다",
];

/// Draws what requests are made of.
pub(crate) struct Words<'r> {
    pub(crate) rng: &'r mut Rng,
}

impl Words<'_> {
    pub(crate) fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.rng.usize(..words.len())]
    }

    /// True in one of so many cases.
    pub(crate) fn one_in(&mut self, cases: u32) -> bool {
        self.rng.u32(..cases) == 0
    }

    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| self.rng.digit(10)).collect()
    }

    pub(crate) fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| self.rng.alphanumeric()).collect()
    }

    pub(crate) fn uuid(&mut self, prefix: &str) -> String {
        let mut hex = |count| (0..count).map(|_| self.rng.digit(16)).collect::<String>();
        format!("{prefix}-{}-{}-4{}-a{}-{}", hex(8), hex(4), hex(3), hex(3), hex(12))
    }

    pub(crate) fn name(&mut self) -> String {
        self.pick(FAMILIES).to_owned() + self.pick(GIVEN)
    }

    pub(crate) fn phone(&mut self) -> String {
        let (middle, last) = (self.digits(4), self.digits(4));
        if self.one_in(2) { format!("010-{middle}-{last}") } else { format!("010{middle}{last}") }
    }

    pub(crate) fn email(&mut self) -> String {
        format!("{}{}@{}", self.pick(LATIN), self.digits(3), self.pick(HOSTS))
    }

    pub(crate) fn goods(&mut self) -> &'static str {
        self.pick(GOODS)
    }

    pub(crate) fn url(&mut self, path: &str) -> String {
        format!("https://{}/{path}?session={}", self.pick(HOSTS), self.letters(12))
    }

    pub(crate) fn wish(&mut self) -> String {
        let (first, second) = (self.pick(LONG), self.pick(LONG));
        format!("{first}. {second}.")
    }

    pub(crate) fn address(&mut self) -> Json {
        let (province, city) = TOWNS[self.rng.usize(..TOWNS.len())];
        let street = format!("{} {}", self.pick(STREETS), self.rng.u32(1..400));
        let rooms = format!("{} {}호", self.pick(BUILDINGS), self.rng.u32(101..2500));
        object([
            ("country", "KR".into()),
            ("addressLine1", street.into()),
            ("addressLine2", rooms.into()),
            ("city", city.into()),
            ("province", province.into()),
        ])
    }

    /// One of the goods in the basket.
    pub(crate) fn product(&mut self) -> Json {
        let mut product = object([
            ("id", format!("sku{}", self.digits(8)).into()),
            ("name", self.goods().into()),
            ("amount", (self.rng.i64(1..500) * 100).into()),
            ("quantity", self.rng.i64(1..6).into()),
        ]);
        if self.one_in(2) {
            product.set("code", format!("C-{}", self.letters(6)));
        }
        if self.one_in(5) {
            product.set("link", self.url("goods"));
        }
        product
    }

    pub(crate) fn products(&mut self, count: usize) -> Json {
        (0..count).map(|_| self.product()).collect::<Vec<_>>().into()
    }

    /// What a shop keeps with an order.
    pub(crate) fn custom_data(&mut self) -> Json {
        let mut data = object([
            ("cartId", self.letters(16).into()),
            ("memberNo", self.rng.i64(1..9_999_999).into()),
            ("coupons", vec![self.letters(8).into(), self.letters(8).into()].into()),
            ("gift", self.rng.bool().into()),
            ("campaign", "utm_source=newsletter".into()),
        ]);
        if self.one_in(2) {
            data.set("wish", self.pick(LONG));
        }
        data
    }

    /// A card number whose last digit checks.
    pub(crate) fn card_number(&mut self) -> String {
        let head = self.digits(15);
        let doubled = |(place, digit): (usize, u32)| match (place % 2, digit * 2) {
            (0, twice) => twice / 10 + twice % 10,
            _ => digit,
        };
        let sum: u32 = head.chars().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
        format!("{head}{}", (10 - sum % 10) % 10)
    }
}
