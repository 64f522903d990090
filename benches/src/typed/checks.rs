//! The checks that the types do not make.

use super::rest::{
    Amount, BillingKeyPayment, CancelPayment, CardCredential, CreatePaymentSchedule, Customer,
    InstantPayment, IssueBillingKey,
};
use super::sdk::{
    IssueBillingKeyRequest, PaymentCard, PaymentEasyPay, PaymentRequest, PaymentTransfer,
    PaymentVirtualAccount,
};
use super::{Broken, Text};

const PROVIDERS: &[&str] = &[
    "NAVERPAY",
    "KAKAOPAY",
    "TOSSPAY",
    "PAYCO",
    "LPAY",
    "SAMSUNGPAY",
    "PINPAY",
    "LINEPAY",
    "TMONEY",
];

const BANKS: &[&str] = &[
    "INDUSTRIAL_BANK_OF_KOREA",
    "KOOKMIN_BANK",
    "SUHYUP_BANK",
    "NH_NONGHYUP_BANK",
    "WOORI_BANK",
    "SC_BANK_KOREA",
    "DAEGU_BANK",
    "BUSAN_BANK",
    "GWANGJU_BANK",
    "JEONBUK_BANK",
    "KYONGNAM_BANK",
    "EPOST",
    "HANA_BANK",
    "SHINHAN_BANK",
    "K_BANK",
];

pub(crate) fn payment_id(id: &Text<'_>, broken: &mut Broken) {
    demand_of(Some(id), is_alphanumeric, "payment-id-charset", broken);
    demand_of(Some(id), at_most::<40>, "payment-id-length", broken);
}

pub(crate) fn payment(request: &PaymentRequest<'_>, broken: &mut Broken) {
    payment_id(&request.payment_id, broken);
    currency(&request.currency, "CURRENCY_", broken);
    positive(request.total_amount, broken);
    let channel = request.channel_key.is_some() || request.channel_group_id.is_some();
    demand(channel, "channel-required", broken);
    let is_known = |locale: &str| matches!(locale, "KO_KR" | "EN_US");
    demand_of(request.locale.as_ref(), is_known, "locale-supported", broken);
    payer(request, broken);
    settings(request, broken);
    let escrow = request.is_escrow == Some(true);
    if let Some(card) = &request.card {
        card_window(card, escrow, broken);
    }
    if let Some(account) = &request.virtual_account {
        virtual_account(account, escrow, broken);
    }
    if let Some(account) = &request.transfer {
        transfer(account, escrow, broken);
    }
    if let Some(easy_pay) = &request.easy_pay {
        provider(easy_pay, broken);
    }
    if let Some(period) = &request.offer_period {
        let both = period.range.as_ref().is_some_and(|it| it.from.is_some() && it.to.is_some());
        demand(both, "offer-period-both-ends", broken);
    }
}

fn payer(request: &PaymentRequest<'_>, broken: &mut Broken) {
    let customer = request.customer.as_ref();
    let phone = customer.and_then(|it| it.phone_number.as_deref());
    demand(is_filled(phone), "phone-number-required", broken);
    let id = customer.and_then(|it| it.customer_id.as_ref());
    let named = is_filled(id.map(|id| &**id));
    demand(&*request.pay_method != "EASY_PAY" || named, "customer-id-required", broken);
    demand_of(id, at_most::<20>, "customer-id-length", broken);
    let name = customer.and_then(|it| it.full_name.as_ref());
    demand_of(name, at_most::<30>, "full-name-length", broken);
    let email = customer.and_then(|it| it.email.as_ref());
    demand_of(email, at_most::<60>, "email-length", broken);
}

/// Whether the settings are those of the payment method.
fn settings(request: &PaymentRequest<'_>, broken: &mut Broken) {
    let present = [
        ("CARD", request.card.is_some()),
        ("TRANSFER", request.transfer.is_some()),
        ("VIRTUAL_ACCOUNT", request.virtual_account.is_some()),
        ("MOBILE", request.mobile.is_some()),
        ("EASY_PAY", request.easy_pay.is_some()),
    ];
    let method = &*request.pay_method;
    demand(present.iter().any(|(known, _)| *known == method), "pay-method-supported", broken);
    for (of, is_present) in present {
        demand(!is_present || of == method, "method-settings-mismatch", broken);
    }
    let smartro = request.bypass.as_ref().and_then(|it| it.smartro_v2.as_ref());
    let window = smartro.and_then(|it| it.open_type.as_deref());
    demand(method == "CARD" || window != Some("EN"), "overseas-card-only", broken);
    match method {
        "MOBILE" => demand(request.product_type.is_some(), "product-type-required", broken),
        "EASY_PAY" => {
            let easy_pay = request.easy_pay.as_ref();
            let named = easy_pay.is_some_and(|it| it.easy_pay_provider.is_some());
            demand(named, "easy-pay-provider-required", broken);
        }
        _ => {}
    }
}

fn card_window(card: &PaymentCard<'_>, escrow: bool, broken: &mut Broken) {
    let option = card.installment.as_ref().and_then(|it| it.month_option.as_ref());
    let months = option.and_then(|it| it.fixed_month);
    let direct = card.card_company.is_some();
    demand(!(escrow && direct), "escrow-no-direct-card", broken);
    demand(escrow || direct == months.is_some(), "card-direct-fixed-month", broken);
    let list = option.and_then(|it| it.available_month_list.as_ref());
    demand(list.is_none(), "installment-list-unsupported", broken);
    points(card.use_card_point, broken);
}

fn virtual_account(account: &PaymentVirtualAccount<'_>, escrow: bool, broken: &mut Broken) {
    let bank = account.bank_code.as_deref();
    let (kind, id) = (account.cash_receipt_type.as_deref(), account.customer_identifier.as_deref());
    let is_known = |bank: &str| BANKS.contains(&bare(bank, "BANK_"));
    demand_of(account.bank_code.as_ref(), is_known, "bank-supported", broken);
    if escrow {
        demand(bank.is_none(), "escrow-no-direct-bank", broken);
        demand(kind.is_none() && id.is_none(), "escrow-no-cash-receipt", broken);
        return;
    }
    demand(bank.is_none() || kind.is_some(), "direct-needs-cash-receipt", broken);
    let receipt = kind.is_some() || id.is_some();
    demand(!receipt || bank.is_some(), "cash-receipt-needs-direct", broken);
    cash_receipt(kind, id, broken);
}

fn transfer(account: &PaymentTransfer<'_>, escrow: bool, broken: &mut Broken) {
    let (kind, id) = (account.cash_receipt_type.as_deref(), account.customer_identifier.as_deref());
    if escrow {
        demand(kind.is_none() && id.is_none(), "escrow-no-cash-receipt", broken);
        return;
    }
    demand(id.is_none() || kind.is_some(), "cash-receipt-type-required", broken);
    cash_receipt(kind, id, broken);
}

fn cash_receipt(kind: Option<&str>, id: Option<&str>, broken: &mut Broken) {
    match kind.map(|kind| bare(kind, "CASH_RECEIPT_TYPE_")) {
        Some("ANONYMOUS") => demand(id.is_none(), "cash-receipt-anonymous-identifier", broken),
        Some("PERSONAL" | "CORPORATE") => {
            demand(is_filled(id), "cash-receipt-identifier-required", broken);
        }
        _ => {}
    }
}

fn provider(easy_pay: &PaymentEasyPay<'_>, broken: &mut Broken) {
    let Some(provider) = easy_pay.easy_pay_provider.as_deref() else { return };
    let provider = bare(provider, "EASY_PAY_PROVIDER_");
    demand(PROVIDERS.contains(&provider), "easy-pay-provider-supported", broken);
    if provider == "NAVERPAY" {
        let methods = easy_pay.available_pay_methods.as_deref().unwrap_or_default();
        let cards = !methods.is_empty() && methods.iter().all(|method| &**method == "CARD");
        demand(cards, "naverpay-card-only", broken);
    }
}

pub(crate) fn issue_window(request: &IssueBillingKeyRequest<'_>, broken: &mut Broken) {
    let method = Some(&request.billing_key_method);
    demand_of(method, |method| method == "CARD", "billing-key-card-only", broken);
    demand_of(Some(&request.issue_id), is_alphanumeric, "issue-id-charset", broken);
    demand(request.channel_key.is_some(), "channel-required", broken);
    let id = request.customer.as_ref().and_then(|it| it.customer_id.as_ref());
    demand(is_filled(id.map(|id| &**id)), "customer-id-required", broken);
    demand_of(id, is_alphanumeric, "customer-id-charset", broken);
    demand_of(id, at_most::<20>, "customer-id-length", broken);
    let locale = request.locale.as_ref();
    demand_of(locale, |locale| locale == "KO_KR", "billing-key-locale", broken);
}

pub(crate) fn instant(request: &InstantPayment<'_>, broken: &mut Broken) {
    currency(&request.currency, "", broken);
    amount(&request.amount, broken);
    let channel = request.channel_key.is_some() || request.channel_group_id.is_some();
    demand(channel, "channel-required", broken);
    let account = &request.method.virtual_account;
    if let Some(receipt) = &account.cash_receipt {
        let id = receipt.customer_identity_number.as_deref();
        cash_receipt(Some(&receipt.r#type), id, broken);
    }
    let fixed = account.option.fixed.as_ref();
    if &*account.option.r#type == "FIXED" {
        let id = fixed.and_then(|fixed| fixed.pg_account_id.as_ref());
        demand(id.is_some(), "fixed-account-id-required", broken);
    } else {
        demand(fixed.is_none(), "fixed-without-fixed-type", broken);
    }
}

pub(crate) fn issue(request: &IssueBillingKey<'_>, broken: &mut Broken) {
    let channel = request.channel_key.is_some() || request.channel_group_id.is_some();
    demand(channel, "channel-required", broken);
    let id = request.customer.as_ref().and_then(|customer: &Customer<'_>| customer.id.as_ref());
    demand(is_filled(id.map(|id| &**id)), "customer-id-required", broken);
    demand_of(id, at_most::<20>, "customer-id-length", broken);
    credential(&request.method.card.credential, broken);
}

fn credential(card: &CardCredential<'_>, broken: &mut Broken) {
    let mut demand = |text, holds: fn(&str) -> bool, constraint| {
        demand_of(Some(text), holds, constraint, broken);
    };
    demand(&card.number, |number| is_digits(number, 14..=16), "card-number-format");
    demand(&card.expiry_year, |year| is_digits(year, 2..=2), "card-expiry-format");
    let is_month = |month: &str| matches!(month.parse(), Ok(1..=12_u8)) && is_digits(month, 2..=2);
    demand(&card.expiry_month, is_month, "card-expiry-format");
    let is_owner = |owner: &str| is_digits(owner, 6..=6) || is_digits(owner, 10..=10);
    let owner = &card.birth_or_business_registration_number;
    demand(owner, is_owner, "birth-or-business-number-format");
    let is_password = |digits: &str| is_digits(digits, 2..=2);
    demand(&card.password_two_digits, is_password, "password-two-digits-format");
}

pub(crate) fn billing_key(request: &BillingKeyPayment<'_>, broken: &mut Broken) {
    currency(&request.currency, "", broken);
    amount(&request.amount, broken);
    points(request.use_card_point, broken);
}

pub(crate) fn schedule(request: &CreatePaymentSchedule<'_>, broken: &mut Broken) {
    let payment = &request.payment;
    currency(&payment.currency, "", broken);
    amount(&payment.amount, broken);
    points(payment.use_card_point, broken);
}

pub(crate) fn cancel(request: &CancelPayment<'_>, broken: &mut Broken) {
    let requester = request.requester.as_deref();
    let known = requester.is_none_or(|it| it == "CUSTOMER" || it == "ADMIN");
    demand(known, "unknown-requester", broken);
    let account = request.refund_account.as_ref();
    let reachable = account.is_none_or(|account| account.holder_phone_number.is_some());
    demand(reachable, "refund-holder-phone", broken);
}

fn demand(holds: bool, constraint: &'static str, broken: &mut Broken) {
    if !holds {
        broken.push((constraint, None));
    }
}

/// What is demanded of a text, if it is there.
fn demand_of(
    text: Option<&Text<'_>>,
    holds: impl FnOnce(&str) -> bool,
    constraint: &'static str,
    broken: &mut Broken,
) {
    if let Some(text) = text
        && !holds(text)
    {
        broken.push((constraint, text.span));
    }
}

fn currency(currency: &Text<'_>, prefix: &str, broken: &mut Broken) {
    let is_known = |it: &str| matches!(bare(it, prefix), "KRW" | "USD");
    demand_of(Some(currency), is_known, "currency-supported", broken);
}

fn amount(amount: &Amount, broken: &mut Broken) {
    positive(amount.total, broken);
}

fn points(used: Option<bool>, broken: &mut Broken) {
    demand(used.is_none(), "card-point-not-controllable", broken);
}

fn positive(total: i64, broken: &mut Broken) {
    demand(total > 0, "amount-positive", broken);
}

/// An enumerator without the prefix that the SDK also takes.
fn bare<'t>(text: &'t str, prefix: &str) -> &'t str {
    text.strip_prefix(prefix).unwrap_or(text)
}

fn is_filled(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

fn at_most<const CHARACTERS: usize>(text: &str) -> bool {
    text.len() <= CHARACTERS || text.chars().count() <= CHARACTERS
}

fn is_alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
