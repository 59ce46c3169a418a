/// Texts that formats stumble over.
enum OddTexts {
    static let all = [
        "null", "true", "~", "- a", "a: b", "a #b", "#x", " before", "after ", "one\ntwo", "one\n\n  two\nthree",
        "tab\there",
        "\"quoted\" 'twice'", "back\\slash", "next\u{85}line", "line\u{2028}separator", "\u{feff}mark", "🇦🇱 👩🏽‍💻", "=1+1",
        "+1", "-1",
        "@sum", "a|b;c\\d", "مرحبا بالعالم", "one\r\ntwo", "\u{1}\u{7f}", "{[]}", "%TAG ! x", "---", "...",
        "  two\n  more", "end\n",
        "\nbegin", "`tick`", "0x10", "2022-07-15", "1e3", "yes", "<<", "a,b", "'=1", "e\u{301}te\u{301}",
        " \u{301}x\ny", "cve",
        "CVE-2022-1", "*alias", "&anchor", "!tag", "| ", ">", "\u{10ffff}", "a\n ", "https://example.org/a?b=c#d",
        "https://example.org/a b", "http://a:99999/%zz", "https://", "https://x/#a#b", "?",
        "x:",
    ]
}
