//! Secrets as people write them: in keys, comments, headers, cookies, and texts within texts.

use std::path::Path;

use smartro_lint::Linter;

use crate::command::{FORMS, written};

/// The extension of a file, its text, and what of it must not be shown: of secrets and of what
/// identifies a person, the words that begin with `qz` and with `vk`.
const FILES: &[(&str, &str)] = &[
    (
        "json",
        r#"{"payMethod":"CARD","merchantKey":"qzmerchant","MID_KEY":"qzmid","상점키":"qzkorean","salt":"qzsalt","EncData":"qzenc","extra":{"hashKeys":["qzhashkeys"]},"pair":[{"name":"mKey","value":"qzmkey"}]}"#,
    ),
    (
        "json",
        r#"{"payMethod":"CARD","userNm":"vkuser","names":["vknames"],"addr1":"vkaddr","zonecode":"vkzone","memo":"custNm=vkcust"}"#,
    ),
    (
        "json",
        r#"{"payMethod":"CARD","memo":"{\"merchantKey\":\"qzinside\"}","note":"merchantKey=qznote"}"#,
    ),
    ("json", "{\"payMethod\":\"CARD\",\n\"merchantKey\":\"qzbrokenkey\",}"),
    (
        "ts",
        "const merchantKey = \"qzconstkey\"; /* mKey: qzcommentkey */ PAY({ payMethod: \"X\", encKey: \"qzpropertykey\" });\n",
    ),
    ("json", r#"{"payMethod":"CARD","sk_live_qzkeyoflive12":1,"vkkey@vkkey.kr":2}"#),
    ("json", r#"{"payMethod":"CARD","memo":"Basic qzbaseaG9uZzpwYXNz=="}"#),
    ("json", r#"{"payMethod":"CARD","memo":"Authorization: Bearer qzbearer"}"#),
    ("json", r#"{"payMethod":"CARD","memo":"eyJqzjwtzI1NiJ9.eyJzdWIqzjwt.qzjwtsig"}"#),
    ("json", r#"{"payMethod":"CARD","memo":"password: qzyaml"}"#),
    ("json", r#"{"payMethod":"CARD","memo":"<pwd>qzxml</pwd>"}"#),
    ("json", r#"{"payMethod":"CARD","memo":"pwd%3Dqzpct%26x"}"#),
    ("json", r#"{"payMethod":"CARD","memo":"%7B%22password%22%3A%22qzpercentjson%22%7D"}"#),
    ("json", r#"{"payMethod":"CARD","extra":"{\"a\":\"{\\\"password\\\":\\\"qzdeep\\\"}\"}"}"#),
    ("json", r#"{"payMethod":"CARD","extra":[{"name":"X-Api-Key","value":"qzpair"}]}"#),
    ("json", r#"{"payMethod":"CARD","extra":[{"key":"password","value":"qzkeyed"}]}"#),
    ("json", r#"{"payMethod":"CARD","extra":[["cookie","qzlist"]]}"#),
    ("json", r#"{"payMethod":"CARD","customer":{"fullName":["vklist"],"email":{"x":"vkobject"}}}"#),
    ("json", r#"{"payMethod":"CARD","customer":[{"fullName":"vkcustomers"}]}"#),
    ("json", r#"{"payMethod":"CARD","customers":[{"nick":"a","fullName":"vkmany"}]}"#),
    ("json", r#"{"payMethod":"CARD","buyer":{"nick":"vknick"}}"#),
    (
        "json",
        r#"{"method":"post","url":"https://a.kr/payments/a/cancel","body":"password=qzform&x=1&buyerName=vkform"}"#,
    ),
    (
        "json",
        r#"{"method":"post","url":"https://a.kr/payments/a/cancel","auth":{"user":"qzuser"},"params":{"k":"qzparam"},"body":{"x":1}}"#,
    ),
    (
        "har",
        r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://api.portone.io/payments/a/cancel?qzharurl=1","cookies":[{"name":"sid","value":"qzharcookie"}],"queryString":[{"name":"k","value":"qzharquery"}],"headers":[{"name":"Authorization","value":"PortOne qzharheader"}],"postData":{"mimeType":"x","params":[{"name":"a","value":"qzharparam"}],"text":"{\"reason\":1}"}},"response":{"content":{"text":"qzharbody"}}}]}}"#,
    ),
    (
        "jsonl",
        "{\"payMethod\":\"CARD\",\"password\":\"qzline\"}\n{\"password\":\"qzbroken}\n{password: qzbare}\n",
    ),
    (
        "json",
        "{\"payMethod\":\"CARD\",\n\"headers\":{\n\"x\":\"qzheaderbroken\",\n\"y\":[\"qzheaderlist\"]},}",
    ),
    ("json", "{\"payMethod\":\"CARD\",\n\"memo\":\"a\n\"password\":\"qzmultiline\"}"),
    ("json", r#"{"operation":"PortOne sk_live_qzoperation1","request":{}}"#),
    (
        "json",
        r#"{"operation":"cancelPayment","pathParams":{"paymentId":"a","token":"qzpath"},"request":{"reason":1}}"#,
    ),
    (
        "json",
        r#"{"operation":"cancelPayment","request":{"reason":"a","refundAccount":{"holderName":"vkholder","number":"qzaccount","bank":1}}}"#,
    ),
    (
        "json",
        r#"{"operation":"cancelPayment","request":{"reason":"a","holderName":"vkmoved","accountNumber":"qzmoved","refundAccount":{"bank":"KOOKMIN"}}}"#,
    ),
    ("json", r#"{"payMethod":"CARD","name":"vkname"}"#),
    (
        "json",
        r#"{"payMethod":"CARD","memo":"holder: vkyaml\n  owner : vkowner\nbuyer_name=vkform"}"#,
    ),
    (
        "json",
        r#"{"payMethod":"CARD","redirectUrl":"ftp://u:qzuser@a.kr/?access_token=qzredirect&buyerName=vkredirect&n=%7B%22password%22%3A%22qznested%22%7D#id_token=qzfragment"}"#,
    ),
    ("json", r#"{"payMethod":"CARD","noticeUrls":["https://u:qznotice@a.kr/?secret=qzquery2"]}"#),
    ("json", r#"{"payMethod":"CARD","memo":"see https://u:qzmemo@a.kr/x"}"#),
    (
        "json",
        r#"{"payMethod":"CARD","memo":"<pwd type='a'>qzattribute</pwd><name lang=\"ko\">vkattribute</name>"}"#,
    ),
    (
        "json",
        r#"{"payMethod":"CARD","memo":"Set-Cookie: sid=qzcookiea; b=qzcookieb\nx: a","argv":"--password qzoption -u me:qzcurl --token=qzlong"}"#,
    ),
    (
        "json",
        r#"{"method":"post","url":"https://a.kr/payments/a/cancel","data":"refundAccount[number]=qzbracket&refundAccount%5Bnumber%5D=qzencoded&customer[fullName]=vkbracket"}"#,
    ),
    (
        "json",
        r#"{"payMethod":"CARD","extra":[{"id":"password","val":"qzid"},{"k":"token","v":"qzk"}]}"#,
    ),
    (
        "http",
        "@token = qzvariable\n@buyer=vkvariable\nPOST https://u:qzhost@api.portone.io/payments/a/cancel?k=qzhttp\n  &n=qzmore\nAuthorization: PortOne qzauth\nX-Custom: qzcustom\nCookie: sid=qzsid2\n\n{ \"reason\": \"a\", \"ammount\": 1, \"pwd\": \"qzpwd\" }\n",
    ),
    ("json", "<a><pwd type='a'>qzelement</pwd><name lang=\"ko\">vkelement</name></a>"),
    (
        "json",
        r#"{"payMethod":"CARD","extra":{"수령인":"vktaker","배송지":"vkplace","입금자명":"vkpayer","owner":"vkowner2"}}"#,
    ),
    (
        "ts",
        "// password: qzcomment\n/* customerIdentifier: \"qzblock one\" */ PAY({ payMethod: \"X\" });\n",
    ),
    (
        "ts",
        "PAY({ payMethod: \"X\", headers: { Authorization: `PortOne qztemplate` , \"x-api-key\": \"qzapikey\" } });\n",
    ),
    ("ts", "document.cookie = \"sid=qzsid\"; PAY({ payMethod: \"X\" });\n"),
    (
        "ts",
        "xhr.setRequestHeader(\"Authorization\", \"PortOne qzxhr\"); PAY({ payMethod: \"X\" });\n",
    ),
    (
        "ts",
        "axios.defaults.headers.common[\"Authorization\"] = \"PortOne qzaxios\"; PAY({ payMethod: \"X\" });\n",
    ),
    ("ts", "const h = new Headers([[\"x-api-key\", \"qzheaders\"]]); PAY({ payMethod: \"X\" });\n"),
    ("ts", "let secret; secret ||= \"qzassign\"; PAY({ payMethod: \"X\" });\n"),
    ("ts", "function f(password = \"qzdefault\") {} PAY({ payMethod: \"X\" });\n"),
    (
        "ts",
        "class A { #apiSecret = \"qzfield\"; private token: string = \"qztyped\" } PAY({ payMethod: \"X\" });\n",
    ),
    (
        "ts",
        "const a = { [\"password\"]: \"qzcomputed\", password: c ? \"qzthen\" : \"qzelse\" }; PAY({ payMethod: \"X\" });\n",
    ),
    ("ts", "PAY({ payMethod: \"X\", password:\n  \"qznextline\" });\n"),
    (
        "ts",
        "PAY({ payMethod: \"X\", password: \"qzfirst\" +\n  \"qzsecond\", orderName: \"a\" });\n",
    ),
    ("ts", "PAY({ payMethod: \"X\", customer: { fullName: \"vkfull \" +\n  \"vklast\" } });\n"),
    ("ts", "const who = \"vkconst\"; PAY({ payMethod: \"X\", customer: { fullName: who } });\n"),
    (
        "ts",
        "PAY({ payMethod: \"X\", customer: { email: `vkmail@${host}`, address: { addressLine1: 'vkstreet' } } });\n",
    ),
    (
        "ts",
        "const body = '{\"password\":\"qzjsoncode\",\"headers\":{\"x\":\"qzjsonheader\"}}'; PAY({ payMethod: \"X\" });\n",
    ),
    ("ts", "const body = `{\n  \"password\": \"qzlines\"\n}`; PAY({ payMethod: \"X\" });\n"),
    (
        "ts",
        "fetch(\"https://api.portone.io/payments/a/cancel?buyerName=vkquery&token=qzquery\", { method: \"POST\", body: JSON.stringify({ reason: 1 }) });\n",
    ),
    (
        "ts",
        "fetch(\"https://u:qzpass@api.portone.io/payments/a/cancel\", { method: \"POST\", body: JSON.stringify({ reason: 1 }) });\n",
    ),
    (
        "ts",
        "fetch(\"https://api.portone.io/payments/a/cancel\", { method: \"POST\", body: \"password=qzsourceform&x=1\" });\n",
    ),
    (
        "ts",
        "const pay = (id: string) => PAY({ payMethod: \"X\", transfer: { cashReceiptType: \"PERSONAL\", customerIdentifier: id } }); pay(\"qzargument\");\n",
    ),
    ("tsx", "const a = <Form password=\"qzjsx\" onPay={() => PAY({ payMethod: \"X\" })} />;\n"),
    ("vue", "<script setup>\nconst apiSecret = 'qzvue'; PAY({ payMethod: 'X' });\n</script>\n"),
    ("html", "<script>\nvar token = 'qzhtml'; PAY({ payMethod: 'X' });\n</script>\n"),
];

const IMPORT: &str = "import * as PortOne from \"@portone/browser-sdk/v2\";\n";

fn text(extension: &str, text: &str) -> String {
    let text = text.replace("PAY", "PortOne.requestPayment");
    match extension {
        "ts" | "tsx" => format!("{IMPORT}{text}"),
        "vue" => text.replacen('\n', &format!("\n{IMPORT}"), 1),
        _ => text,
    }
}

/// The words of a text that begin so.
fn words(text: &str, start: &str) -> Vec<String> {
    let words = text.match_indices(start).map(|(at, _)| &text[at..]);
    let ends = |one: char| !one.is_ascii_alphanumeric();
    words.map(|word| word.split(ends).next().unwrap().to_owned()).collect()
}

fn check(
    folder: &Path,
    arguments: &[&str],
    files: &[(String, String)],
    starts: &[&str],
) -> Vec<String> {
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    let output = written(folder, arguments, &names);
    let secrets = files.iter().flat_map(|(name, text)| {
        let words = starts.iter().flat_map(|start| words(text, start));
        words.map(move |word| (name, word, text))
    });
    let shown = secrets.filter(|(_, word, _)| output.contains(&**word));
    shown
        .map(|(name, word, text)| {
            let line = output.lines().find(|line| line.contains(&*word)).unwrap();
            format!("{arguments:?} {name}: {word}\n{text}\n{line}")
        })
        .collect()
}

#[test]
fn no_secret_is_shown_that_people_write() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<(String, String)> = (0..)
        .zip(FILES)
        .map(|(index, (extension, written))| {
            (format!("f{index}.{extension}"), text(extension, written))
        })
        .collect();
    let write = || {
        for (name, text) in &files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
    };
    write();
    let mut faults = Vec::new();
    let linter = Linter::smartro().unwrap();
    for (name, text) in &files {
        let is_code = ["ts", "tsx", "vue", "html", "http"].iter().any(|end| name.ends_with(end));
        let shown = if is_code { linter.mask_code(text) } else { linter.mask(text) };
        let secrets = words(text, "qz").into_iter().chain(words(text, "vk"));
        let secrets: Vec<String> = secrets.filter(|word| shown.contains(&**word)).collect();
        if !secrets.is_empty() {
            faults.push(format!("[\"--mask\"] {name}: {}\n{text}\n{shown}", secrets.join("_")));
        }
    }
    for arguments in FORMS {
        faults.extend(check(folder.path(), arguments, &files, &["qz", "vk"]));
        let asked = [arguments, &["--show-values"][..]].concat();
        faults.extend(check(folder.path(), &asked, &files, &["qz"]));
    }
    // What is renamed to an order's name is one.
    faults.extend(check(folder.path(), &["--fix", "--suggested"], &files, &["qz"]));
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n\n"));
}
