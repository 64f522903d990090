//! Keys and values in the notations of languages, tools and logs: in a request's place, in a field
//! that no shape declares, in the body of a HTTP client's file, in texts of source code.

use smartro_lint::Linter;

/// Texts with words that must not be shown: of secrets those that begin with `qz`, of what
/// identifies a person those that begin with `vk`.
const TEXTS: &[&str] = &[
    r#"a:2:{s:8:"password";s:6:"qzphpa";s:4:"name";s:9:"vkphpb";}"#,
    r#"O:4:"User":2:{s:4:"name";s:6:"vkphpc";s:6:"secret";s:6:"qzphpd";s:3:"pin";i:98761;}"#,
    r#"{:password "qzclja" :name "vkcljb" :api-key "qzcljc"}"#,
    r#"(def secret "qzcljd")"#,
    r#"{:password=>"qzruba", :name=>"vkrubb", "token"=>"qzrubc"}"#,
    r#"{ :password => "qzrubd", "name" => "vkrube", password: "qzrubf", api_key: 'qzrubg' }"#,
    r#"#<User id: 1, name: "vkrubh", password: "qzrubi", token: nil>"#,
    r#"#<User:0x000 @name="vkrubj", @password="qzrubk">"#,
    "{'password': 'qzpya', 'name': 'vkpyb', 'headers': {'Authorization': 'Bearer qzpyc'}}",
    "User(name='vkpyd', password='qzpye', phone_number='vkpyf')",
    "[('password', 'qzpyg'), ('name', 'vkpyh'), ('token', 'qzpyi')]",
    "OrderedDict([('password', 'qzpyj'), ('buyerName', 'vkpyk')])",
    "{b'password': b'qzpyl', u'name': u'vkpym'}",
    r#"%{password: "qzela", name: "vkelb"}"#,
    r#"%{"password" => "qzelc", :name => "vkeld"}"#,
    r#"[password: "qzele", name: "vkelf"]"#,
    r#"%User{password: "qzelg", name: "vkelh"}"#,
    r#"#{password => <<"qzera">>, name => <<"vkerb">>}"#,
    r#"[{password,"qzerc"},{name,<<"vkerd">>},{<<"token">>,<<"qzere">>}]"#,
    r#"{ password = "qzlua", ["name"] = "vklub", ['token'] = 'qzluc' }"#,
    "['password' => 'qzpa', 'name' => 'vkpb']",
    r#"array("password" => "qzpc", "name" => "vkpd")"#,
    "Array\n(\n    [password] => qzpe\n    [name] => vkpf\n    [token] => qzpg\n)",
    "array(2) {\n  [\"password\"]=>\n  string(5) \"qzph\"\n  [\"name\"]=>\n  string(4) \"vkpi\"\n}",
    "array (\n  'password' => 'qzpj',\n  'name' => 'vkpk',\n)",
    r#"$user->password = "qzpl"; $user->name = "vkpm";"#,
    r#"define("API_SECRET", "qzpn"); define('PASSWORD', 'qzpo');"#,
    "export SECRET=qzsha\nAPI_KEY=\"qzshb\" TOKEN='qzshc' ./run",
    "setenv API_TOKEN qzshe",
    "docker run -e PASSWORD=qzshf --env TOKEN=qzshg x",
    "ENV API_SECRET qzdka\nARG TOKEN=qzdkb",
    "$env:API_KEY = \"qzpsa\"\n$password = ConvertTo-SecureString \"qzpsb\"",
    "set PASSWORD=qzcmd",
    "User(name=vkja, password=qzjb, phone=vkjc)",
    "User[name=vkjd, password=qzje]",
    "{password=qzjf, name=vkjg}",
    "User{name='vkjh', password='qzji'}",
    r#"map.put("password", "qzjj"); map.put("name", "vkjk");"#,
    r#"Map.of("password", "qzjl", "buyerName", "vkjm")"#,
    r#"Map.entry("password", "qzjn")"#,
    r#"Card.builder().cardNumber("qzjo").password("qzjp").build()"#,
    r#"mapOf("password" to "qzka", "name" to "vkkb")"#,
    r#"Map(password -> qzsca, "name" -> "vkscb")"#,
    r#"Map("password" -> "qzscc", name -> vkscd)"#,
    "{Name:vkga Password:qzgb Phone:vkgc}",
    "&{Name:vkgd Password:qzge}",
    "map[name:vkgf password:qzgg]",
    r#"main.User{Name:"vkgh", Password:"qzgi"}"#,
    r#"map[string]string{"name":"vkgj", "password":"qzgk"}"#,
    r#"User { name: "vkra", password: "qzrb" }"#,
    r#"User { name: Some("vkrc"), password: Some("qzrd") }"#,
    r#"[("password", "qzre"), ("name", "vkrf")]"#,
    r#"["password": "qzswa", "name": "vkswb"]"#,
    r#"password: Optional("qzswc")"#,
    r#"@{@"password": @"qzoca", @"name": @"vkocb"}"#,
    "{\n    password = qzocc;\n    name = \"vkocd\";\n}",
    r#"new { password = "qzcsa", name = "vkcsb" }"#,
    "User { Name = vkcsc, Password = qzcsd }",
    r#"new Dictionary<string,string>{{"password", "qzcse"}, {"name", "vkcsf"}}"#,
    r#"{ ["password"] = "qzcsg" }"#,
    "password: qzya\nname: vkyb\napi_key: \"qzyc\"\nuser:\n  phone: vkyd",
    "password: |\n  qzye\nname: >\n  vkyf",
    "passwords:\n  - qzyg\n  - qzyh",
    "env:\n  - name: API_SECRET\n    value: qzyi",
    "- key: password\n  value: qzyj",
    "password = \"qzta\"\nname = \"vktb\"\n[secret]\nvalue = \"qztc\"",
    "[db]\npassword=qzia\nuser_name = vkib\n; token=qzic",
    "spring.datasource.password=qzpra\nuser.name=vkprb\napi.secret: qzprc",
    r#"<input type="password" value="qzhta">"#,
    r#"<input type="password" defaultValue="qzhtb" data-value="qzhtc"/>"#,
    r#"<input value="qzhtd" type="password">"#,
    r#"<input name="password" value="qzhte"> <input name="buyerName" value="vkhtf"> <input value="vkhtg" name="email">"#,
    r#"<input id="cardNumber" value="qzhth">"#,
    r#"<input type="hidden" name="token" value="qzhti">"#,
    r#"<input type="tel" value="vkhtj"> <input type="email" value="vkhtk">"#,
    r#"<input autocomplete="cc-number" value="qzhtl">"#,
    r#"<meta name="csrf-token" content="qzma">"#,
    r#"<meta content="qzmb" name="csrf-token">"#,
    r#"<div data-password="qzmc" data-name="vkmd" data-api-key='qzme'>"#,
    r#"<property name="password" value="qzmf"/> <entry key="token">qzmg</entry>"#,
    r#"<user password="qzmh" name="vkmi"/>"#,
    "<ns:password>qzmj</ns:password>",
    "<password><![CDATA[qzmk]]></password>",
    "<password>\n  qzml\n</password>",
    "<key>password</key><string>qzmm</string>",
    r#"<Field type="password" defaultValue={"qzjx"} initialValue='qzjy' />"#,
    r#"new Map([["password","qzmpa"],["name","vkmpb"]])"#,
    r#".set("password", "qzmpc")"#,
    "form.append('card_no', 'qzmpd'); headers.set('X-Api-Key', 'qzmpe')",
    r#"localStorage.setItem("accessToken", "qzmpf")"#,
    "curl -u user:qzcua https://a.kr",
    r#"curl --user "me:qzcub" https://a.kr"#,
    "curl -u 'me:qzcuc' https://a.kr",
    "curl -ume:qzcuo https://a.kr",
    "curl --user=me:qzcup https://a.kr",
    r#"curl --header 'Authorization: Bearer qzcud' -H "X-Api-Key: qzcue""#,
    r#"curl -H 'X-Shop: qzcuf' --header "X-Foo: qzcug""#,
    "curl -b 'sid=qzcuh' --cookie sid=qzcui",
    "curl -d 'password=qzcuj&name=vkcuk' --data-urlencode 'token=qzcul'",
    "curl --proxy-user me:qzcum -x http://u:qzcun@p",
    "wget --password=qzwga --http-password qzwgb --user me",
    "http -a me:qzhpa POST x password=qzhpb",
    "postgres://me:qzurl@db/x",
    "-----BEGIN PRIVATE KEY-----\nMIIEqzpema\nabcdqzpemb+/=\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n\nqzpemc\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----\\nqzpemd\\n-----END EC PRIVATE KEY-----",
    "aws_secret_access_key = qzawsa",
    "UPDATE users SET password = 'qzsqc', name='vksqd' WHERE 1",
    "------x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nqzmua\r\n------x--",
    "Content-Disposition: form-data; name=\"buyerName\"\n\nvkmub\n",
    r#"mutation { login(password: "qzgqa", name: "vkgqb") { id } }"#,
    r#"user { name: "vkpta" password: "qzptb" }"#,
    r#"level=info password=qzlfa name="vklfb" msg=ok"#,
    "비밀번호: qzkoa 이름: vkkob",
    r#"User {name = "vkhaa", password = "qzhab"}"#,
    r#"{ name = "vkoca1"; password = "qzocb1" }"#,
    r#"[("password", "qzfsa")]"#,
    r#"{ password => "qzpla", name => q(vkplb) }"#,
    "$VAR1 = {\n 'password' => 'qzplc',\n 'name' => 'vkpld'\n};",
    r#"list(password = "qzra1", name = "vkrb1")"#,
    r#"((password . "qzlia") (name . "vklib"))"#,
    r#"(:password "qzlic" :name "vklid")"#,
    r#"'((password "qzlie"))'"#,
    r#"{ password = "qzni"; }"#,
    r#"<x :password="'qzvua'" v-bind:token="'qzvub'">"#,
    r#"<x [password]="'qznga'">"#,
    "password[]=qzqoa&user[password]=qzqob&user.password=qzqoc",
    r#"Map { "password": "qzima", "name": "vkimb" }"#,
    "Map(2) { 'password' => 'qznma', 'name' => 'vknmb' }",
    "Headers { 'x-api-key': 'qznha' }  [ 'authorization', 'Bearer qznhb' ]",
    "rawHeaders: [ 'Host', 'a.kr', 'Authorization', 'Bearer qznra' ]",
    "Set-Cookie: sid=qzcja; Path=/",
    r#"process.env.API_SECRET = "qzasa"; window.token = 'qzasb'"#,
    r#"getenv("API_SECRET", "qzlka")  os.environ.get("TOKEN", "qzlkb")  config("password", default="qzlkc")"#,
    r#"let password: &str = "qztya"; String password = "qztyb"; val token: String = "qztyc""#,
    r#"password := "qzgoa""#,
    "password := 'qzpca';",
    "password → qzara; password -> qzarb; password ⇒ qzarc",
    "password：qzfwa ｐａｓｓｗｏｒｄ＝qzfwb",
    r#""password" : "qztka" , "name" = "vktkb""#,
    "AKIAIOSFODNN7QZEXA ASIAIOSFODNN7QZEXB",
    "the password is qzsea, the API key was qzseb.",
    "password qzsec1 for the shop; my password for the shop at home: qzsed",
    "password (old): qzsee; set the secret to \"qzsef\"",
    "비밀번호는 qzseg입니다, 임시 비밀번호 qzseh, 암호가 qzsei1, 비번을 qzsej로, 패스워드: qzsek",
    "비밀번호 변경 후: qzsel",
    "비밀번호(임시): qzsem",
    "token qzs1",
    "pw is qzb",
    "API Key: qzsen, secret key: qzseo",
    "password should be qzsep1, password has been changed to qzseq1",
    "authorization=Bearer%20qzser",
    "CREATE USER a IDENTIFIED BY 'qzsqe'; ALTER USER b IDENTIFIED WITH sha2 BY 'qzsqf'",
    "ALTER ROLE a IDENTIFIED BY qzsqg ACCOUNT UNLOCK",
    "SET PASSWORD FOR 'a'@'h' = 'qzsqh'",
    "setx PASSWORD qzcmb",
    "set -x PASSWORD qzfia\nset -gx API_TOKEN qzfib\nset password qzfic",
    "FROM a\nENV PASSWORD qzdkc\nARG X=1",
    "machine h login u password qzneta",
    "machine h\nlogin u\npassword qznetb1",
    "git config user.password qzgita",
    "[\"password\"]=> string(5) \"qzphq\"",
    "[\"password\"]=>\n  string(5) \"qzphr\"",
    "[\"password\"] = \"qzphs\"",
    "&lt;password&gt;qzenta&lt;/password&gt; {&quot;token&quot;:&quot;qzentb&quot;} &#34;secret&#34;: &#x22;qzentc&#x22;",
    "&amp;lt;pwd&amp;gt;qzentd&amp;lt;/pwd&amp;gt; %2522password%2522%253A%2522qzente%2522",
    "mysql -pqzmya -u root; mysql -u root -p qzmyb; /usr/bin/mysqldump -u me -p'qzmyc' db",
    "sshpass -p qzssa ssh h; sshpass -pqzssb ssh h",
    "docker login -u me -p qzdla; redis-cli -h x -a qzdlb",
    "curl -sSu me:qzcuq -U me:qzcur https://a.kr",
    "use qzusa as password; logged in with \"qzusb\" as the admin password, SELECT 'qzusc' AS token;",
    "qzusd를 비밀번호로 씁니다",
    "INSERT INTO users (id, password) VALUES ('a', 'qzsqi'), ('b', 'qzsqj')",
    "insert into users (name, [pw]) values ('vksqk', MD5('qzsql'))",
    "SELECT 1 FROM u WHERE password <> 'qzsqm' OR pwd LIKE 'qzsqn%' OR token IN ('qzsqo', 'qzsqp')",
    "net use Z: \\\\h\\share qznua /user:u; net user u qznub /add",
    "rabbitmqctl add_user u qzrma; htpasswd -bc f u qzrmb; mysqladmin password qzrmc",
    "sqlplus scott/qzspa; smbclient //h/s -U u%qzspb; lftp -u u,qzspc h; openssl enc -k qzspd",
    "keytool -storepass qzkta -keypass qzktb; cqlsh -u u -p qzktc; xfreerdp /u:u /p:qzktd",
    "redis-cli auth qzrda; echo > AUTH qzrdb",
    "login(\"bob\", \"qzfna\"); authenticate(user, 'qzfnb'); basicAuth(\"u\",\"qzfnc\")",
    "new HTTPBasicAuth('u', 'qzfnd'); DriverManager.getConnection(url, \"u\", \"qzfne\")",
    "jwt.sign(payload, 'qzfnf'); createHmac('sha256', 'qzfng'); request.auth(\n  'u',\n  'qzfnh')",
    "echo qzpia | sudo -S ls; echo u:qzpib | chpasswd; printf 'qzpic\\n' | docker login --password-stdin",
    "INSERT INTO users VALUES (1, 'a', 'qzina'); insert into [credentials] values ('qzinb')",
    "INSERT INTO t (id, password) SELECT 'a', 'qzinc'; INSERT INTO accounts SELECT 'qzind' FROM x",
    "*2\r\n$4\r\nAUTH\r\n$6\r\nqzredi\r\n",
    "btoa('u:qzena'); Buffer.from('u:qzenb').toString('base64'); b64encode(b'u:qzenc')",
    "a1 LOGIN user qzima1",
    "C: USER bob\nC: PASS qzpop1\nC: AUTH PLAIN qzsmt1",
    "AUTH LOGIN\r\nqZsmt2aaqzAA\r\nqzSmt3Bb\r\n",
    "localhost:5432:mydb:postgres:qzpga",
    "*:*:*:app:qzpgb\ndb.a.kr:6432:x:u:qzpgc\\:qzpgd",
    "\nname|password\nvkrwa|qzrwb\n",
    "variable \"db_password\" {\n  type    = string\n  default = \"qztfa\"\n}",
    "variable \"api_token\" { default = \"qztfb\" }",
    "terraform apply -var 'db_password=qztfc' -var=\"token=qztfd\"; TF_VAR_db_password=qztfe",
    "gh secret set NAME --body qzgha; gh secret set NAME -b 'qzghb'; gh secret set N --body=qzghc",
    "aws ssm put-parameter --name /a --type SecureString --value qzawa",
    "aws secretsmanager create-secret --name a --secret-string qzawb",
    "vault kv put secret/a value=qzvta other=qzvtb; vault write secret/a x=qzvtc",
    "heroku config:set A=qzhka B=qzhkb -a app; fly secrets set A=qzfla B=qzflb",
    "az keyvault secret set --vault-name v --name n --value qzaza",
    "kubectl create secret generic s --from-literal=a=qzkua --from-literal b=qzkub",
    "doppler secrets set A=qzdoa B=qzdob; doppler secrets set A qzdoc",
    "npm config set //registry.npmjs.org/:_authToken qznpa; npm config set //r/:_authToken=qznpb",
    "//registry.npmjs.org/:_authToken=qznpc\n_auth=qznpd",
    "supabase secrets set A=qzsua; railway variables --set A=qzrwa; chamber write app key qzcha",
    "pulumi config set --secret a qzpua; pulumi config set dbPassword qzpub1 --secret",
    "echo qzgho | gh secret set N; echo qzwra | wrangler secret put N; echo qzds | docker secret create n -",
    "[\"password\",\"qzara1\"] [\"password\", \"qzara2\"]",
    "['token', 'qzarc'] [password, qzarb1]",
    "password|qzpia1",
];

/// Texts in which nothing is hidden.
const READABLE: &[&str] = &[
    "card \"신한\", [\"CARD\", \"TRANSFER\"], [\"이름\", \"주소\"]",
    "fields: [\"password\", \"token\"], (\"name\", \"email\")",
    "if (a < b && c > d) { f(); } else { x -> y; e => e; a == token }",
    "asia-northeast1-a asia_northeast ASIANAIRLINES Basic plan, Token ring",
    "sort -u file; git push -u origin main; curl -H 'Content-Type: application/json' -H 'Accept: */*' -b",
    "<div id=\"email\">Hello</div> <input type=\"text\" value=\"3\"> <b>3</b>",
    "<input type=\"radio\" id=\"payMethod\" value=\"CARD\"><meta content=\"width\">",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "ORDER_NAME 책 외 2건; STATUS_CODE OK; TOKEN_EXPIRED ERROR",
    "[order]\nname2 = 1\n",
    "to: a, from: b, 2027-01-01T00:00:00+09:00 https://a.kr/x",
    "the password is required, API key is missing, your token is not valid, PIN 4 digits",
    "token: 3개 = 3000원",
    "인증: 완료",
    "session: 만료됨",
    "tokenType: bearer, token_type=bearer&token_expires_in=3600, passwordLength: 8",
    "{'tokenType': 'bearer', 'cardType': 'debit', 'sessionStatus': 'ok'}",
    "비밀번호 확인, 비밀번호는 필수, 비밀번호 8자 이상, 카드 결제, 토큰 만료",
    "docker run -p 8080 x; ssh -p 22 h; mkdir -p a",
    "use it as a fallback, with this as the password, tokens sent as strings, known as the token bucket",
    "INSERT INTO items (id, memo) VALUES ('a', 'b'); SELECT a AS b FROM users",
    "net use; AUTH required; ALTER LOGIN a ENABLE; htpasswd -c f u; mysqladmin status",
    "login('kakao'); signIn('google', '/home'); login(id, secret); sign({}, 'a'); hash('a')",
    "비밀번호 앞 2자리, 유효기간 30일, 유효기간 2027-01-01까지, 계좌이체 10000원, 생년월일 6자리",
    "echo $PASSWORD | sudo -S ls; echo ready | tee f; echo a | base64; the LOGIN b page",
    "INSERT INTO orders VALUES ('a', 'b'); INSERT INTO items (id, memo) SELECT 'a', 'b'",
    "btoa('a'); btoa('a: b'); Buffer.from('abc'); *2\r\n$3\r\nGET\r\n$4\r\nAUTH",
    "[password, email] [token, setToken] password|required card|transfer|token",
    "variable \"region\" { default = \"seoul\" } switch { default: a } a.kr:443:x, app.js:12:5:at:f",
    "gh pr create --body fixed; gh secret list; vault status a=b; heroku ps:scale web=1",
    "kubectl get secret -n a -o name; npm config set registry a; aws s3 cp --value-type b c",
    "echo ready | gh issue create; echo a | docker build -; docker secret ls; vercel env ls",
    "Dear customer, your card\nis ready, and paid\n",
];

/// A text in each place, and whether the place is in source code.
fn places(text: &str) -> [(bool, String); 6] {
    let json = serde_json::to_string(text).unwrap();
    let code = |value: &str| {
        format!("const x = {value};\nPortOne.requestPayment({{ payMethod: \"X\" }});\n")
    };
    [
        (false, text.to_owned()),
        (false, format!(r#"{{"payMethod":"CARD","memo":{json}}}"#)),
        (
            false,
            format!(
                r#"{{"level":"info","msg":{}}}"#,
                serde_json::to_string(&format!("got {text}")).unwrap()
            ),
        ),
        (
            true,
            format!(
                "# a\n\n@host = a.kr\nPOST https://api.portone.io/payments/a/cancel\nContent-Type: text/plain\n\n{text}\n"
            ),
        ),
        (true, code(&json)),
        (true, code(&format!("`{text}`"))),
    ]
}

fn masked(linter: &Linter, (is_code, text): &(bool, String)) -> String {
    if *is_code { linter.mask_code(text) } else { linter.mask(text) }
}

/// The words of a text that are shown though they begin so.
fn shown<'t>(text: &'t str, masked: &str, start: &str) -> Vec<&'t str> {
    let words = text.split(|one: char| !one.is_ascii_alphanumeric());
    let words = words.filter_map(|word| word.find(start).map(|at| &word[at..]));
    words.filter(|word| masked.contains(word)).collect()
}

#[test]
fn values_are_hidden_in_every_notation() {
    let linter = Linter::smartro().unwrap();
    let shows_values = linter.clone().show_values(true);
    let mut faults = Vec::new();
    for text in TEXTS {
        for place in places(text) {
            let of_all = masked(&linter, &place);
            let mut words = [shown(text, &of_all, "qz"), shown(text, &of_all, "vk")].concat();
            words.extend(shown(text, &of_all, "QZ"));
            words.extend(shown(text, &masked(&shows_values, &place), "qz"));
            if !words.is_empty() {
                faults.push(format!("{words:?}\n{}\n{of_all}", place.1));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn ordinary_texts_stay_readable_in_every_place() {
    let linter = Linter::smartro().unwrap();
    let mut faults = Vec::new();
    for text in READABLE {
        // Of a broken request the lines of such keys are hidden whole.
        for place in places(text).iter().skip(1) {
            let masked = masked(&linter, place);
            if masked != place.1 {
                faults.push(format!("{}\n{masked}", place.1));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n\n"));
}
