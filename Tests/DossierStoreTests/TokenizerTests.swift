import DossierCore
import TestSupport
import Testing

@testable import DossierStore

@Suite struct TokenizerTests {
    private func recordWords(_ text: String) -> [String] {
        var words: [String] = []
        Tokenizer.forEachWord(ofRecord: [UInt8](text.utf8)) { words.append(String(decoding: $0, as: UTF8.self)) }
        return words
    }

    private func searchWords(_ text: String) throws -> [String] {
        try SearchWord.parse(text).map { String(decoding: $0.bytes, as: UTF8.self) + ($0.isPrefix ? "*" : "") }
    }

    /// Text of ASCII has a shorter way; a letter of another sort sends it the long one.
    @Test func plainTextHasTheSameWordsOnBothWays() {
        var random = SeededGenerator()
        let alphabet = Array("abYZ19 -._'*,\n")
        for _ in 0..<2_000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            )
            #expect(recordWords(text) + ["e"] == recordWords("\(text) é"), "\(text), seed \(random.seed)")
        }
        let long = String(repeating: "Ab", count: 100)
        #expect(recordWords(long) + ["e"] == recordWords("\(long) é"))
    }

    @Test(arguments: [
        ("Albania's e-Albania portal", ["albania", "e", "albania", "portal"]),
        ("Iran\u{2019}s; O'Brien and the Albanians'", ["iran", "o", "brien", "and", "the", "albanians"]),
        ("'s", ["s"]),
        (
            "Ünïcödé ÉCOLE école e\u{301}cole Straße STRASSE",
            ["unicode", "ecole", "ecole", "ecole", "strasse", "strasse"]
        ),
        ("Łódź Ærø ﬁle Đorđe ĲSSEL", ["lodz", "aero", "file", "dorde", "ijssel"]),
        ("İstanbul ISTANBUL Diyarbakır", ["istanbul", "istanbul", "diyarbakir"]),
        ("Ελλάδα ΟΔΥΣΣΕΥΣ Οδυσσεύς", ["ελλαδα", "οδυσσευσ", "οδυσσευσ"]),
        ("Россия ёлка ЙОД", ["россия", "елка", "иод"]),
        ("Shqipëria Krasniqi-Çela", ["shqiperia", "krasniqi", "cela"]),
        ("إيران ١٢٣ كـتاب مُحَمَّد", ["ايران", "123", "كتاب", "محمد"]),
        ("שָׁלוֹם", ["שלום"]),
        ("हिन्दी", ["हिन्दी"]),
        ("ＦＵＬＬ １２", ["full", "12"]),
        ("a\u{200D}b soft\u{AD}hyphen", ["ab", "softhyphen"]),
        ("", []), ("... --- '' ½", []),
    ])
    func wordsAreFolded(text: String, words: [String]) { #expect(recordWords(text) == words) }

    @Test(arguments: [
        ("APT34", ["apt", "apt34", "34"]),
        ("UNC-1860.", ["unc", "unc1860", "1860"]),
        ("CVE-2021-44228", ["cve", "cve2021", "cve202144228", "2021", "202144228", "44228"]),
        ("2022-09-10", ["2022", "202209", "20220910", "09", "0910", "10"]),
        ("10.0.0.1:80", ["1000180", "10", "0", "0", "1", "80"]),
        ("d41d8cd98f00b204e9800998ecf8427e", ["d41d8cd98f00b204e9800998ecf8427e"]),
        ("https://a.example.com/x", ["https", "a", "example", "com", "x"]),
        ("state-sponsored", ["state", "sponsored"]),
        ("-APT--34-", ["apt", "34"]),
    ])
    func idsAreFoundWholeAndByPart(text: String, words: [String]) { #expect(recordWords(text) == words) }

    @Test(arguments: [
        ("攻撃", ["攻撃", "撃"]),
        ("サイバー攻撃、阿", ["サイ", "イバ", "バー", "ー攻", "攻撃", "撃", "阿"]),
        ("사이버 공격", ["사이", "이버", "버", "공격", "격"]),
        ("Iran伊朗x", ["iran", "伊朗", "朗", "x"]),
        ("か\u{3099}く", ["がく", "く"]),
        ("ไทย", ["ไท", "ทย", "ย"]),
    ])
    func scriptsWithoutSpacesGivePairs(text: String, words: [String]) { #expect(recordWords(text) == words) }

    @Test(arguments: [
        ("  IRAN  iran's  ", ["iran"]),
        ("CVE-2021-44228", ["cve202144228"]), ("APT34 apt", ["apt34", "apt"]),
        ("alb* gov", ["alb*", "gov"]), ("cve-2021-*", ["cve2021"]), ("cve-2021*", ["cve2021*"]),
        ("state-spons*", ["state", "spons*"]), ("*", []), ("攻", ["攻*"]), ("攻撃", ["攻撃"]), ("サイバー", ["サイ", "イバ", "バー"]),
    ])
    func searchesAreCutAlike(text: String, words: [String]) throws {
        if words.isEmpty {
            let error = #expect(throws: Status.self) { try searchWords(text) }
            #expect(error?.code == .invalidArgument)
        } else {
            #expect(try searchWords(text) == words)
        }
    }

    @Test func searchesAreBounded() throws {
        let most = (0..<Limits.searchWords).map { "w\(Character(Unicode.Scalar(97 + UInt8($0))))" }
        #expect(try searchWords(most.joined(separator: " ")).count == Limits.searchWords)
        let error = #expect(throws: Status.self) { try searchWords((most + ["more"]).joined(separator: " ")) }
        #expect(error?.code == .invalidArgument)
        #expect(try searchWords(" \n ") == [])
    }

    @Test func aLongWordIsCutInRecordsAndSearches() throws {
        let long = String(repeating: "ж", count: 1_000)
        let word = try #require(recordWords(long).first)
        #expect(word.utf8.count == Limits.wordBytes)
        #expect(long.hasPrefix(word))
        #expect(try searchWords(long) == [word])
        let odd = "a" + long
        #expect(recordWords(odd).first?.utf8.count == Limits.wordBytes - 1)
    }

    @Test func bytesThatAreNoTextDoNoHarm() {
        var words = 0
        Tokenizer.forEachWord(ofRecord: [0xFF, 0x61, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x62]) { _ in words += 1 }
        #expect(words > 0)
    }

    @Test func whatIsAskedForIsInTheRecordItCameFrom() throws {
        let texts = [
            "Albania blamed Iran for CVE-2019-0604, and APT34's web shells at 10.0.0.1.", "Cyberattaque contre l'État",
            "サイバー攻撃", "Ο Οδυσσέας είπε όχι", "UNC1860/UNC-2448 d41d8cd98f00b204e9800998ecf8427e", "Iran伊朗",
        ]
        for text in texts {
            let words = try RecordWords([TermSink.Text(weight: 1, text: [UInt8](text.utf8))])
            for word in try SearchWord.parse(text) { #expect(words.score(of: word) != nil, "\(text): \(word)") }
        }
    }

    @Test func aRecordOfTooManyWordsIsRefused() throws {
        let text = (0...Limits.wordsPerRecord).map { "w\(String($0, radix: 36).filter(\.isLetter))x\($0)" }
        let bytes = [UInt8](text.joined(separator: " ").utf8)
        let error = #expect(throws: Status.self) { try RecordWords([TermSink.Text(weight: 1, text: bytes)]) }
        #expect(error?.code == .resourceExhausted)
    }

    @Test func scoresRiseWithWeightAndFallWithLength() throws {
        func score(_ texts: [(Int, String)], _ word: String) throws -> Int {
            let words = try RecordWords(texts.map { TermSink.Text(weight: $0.0, text: [UInt8]($0.1.utf8)) })
            return words.score(of: try #require(try SearchWord.parse(word).first)) ?? 0
        }
        let filler = String(repeating: "other ", count: 200)
        let inTitle = try score([(4, "Iran"), (1, "none")], "iran")
        let inSummary = try score([(4, "none"), (1, "Iran")], "iran")
        let twice = try score([(4, "none"), (1, "Iran Iran")], "iran")
        let inLong = try score([(4, "Iran"), (1, filler)], "iran")
        #expect(inTitle > twice && twice > inSummary && inTitle > inLong && inSummary > 0)
        #expect(try score([(4, String(repeating: "Iran ", count: 5_000))], "iran") <= RecordWords.highestScore)
        #expect(try score([(1, "Iranian Iranians Iranians")], "iran*") > score([(1, "Iranian other other")], "iran*"))
        #expect(try score([(1, "Iranian")], "iran") == 0)
    }
}
