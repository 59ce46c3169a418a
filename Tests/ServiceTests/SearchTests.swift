import DossierCore
import Testing

/// Words that are looked for, and what they find.
struct SearchTests {
    @Test(arguments: Collection.all)
    func findsWordsHoweverTheyAreWritten(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(
                collection,
                "found",
                collection.titled("Übergriff in Tiranë: Log4Shell, CVE-2021-44228")
            )
            try await desk.create(collection, "other", collection.titled("Iran's Außenministerium, APT34"))
            let found = [
                "übergriff", "UBERGRIFF", "tirane ÜBERGRIFF in", "tir*", "über* tiranë", "CVE-2021-44228",
                "cve 2021 44228", "cve202144228", "44228", "cve-2021*", "log4shell", "in* ",
            ]
            for search in found { #expect(try await desk.find(collection, search) == ["found"], "\(search)") }
            for search in ["iran", "IRAN’S", "aussenministerium", "apt-34", "apt*", "apt 34"] {
                #expect(try await desk.find(collection, search) == ["other"], "\(search)")
            }
            for search in ["übergriff iran", "bergriff", "tiran", "cve-2021-44229", "4422", "apt33"] {
                #expect(try await desk.find(collection, search) == [], "\(search)")
            }
            #expect(try await desk.find(collection, "  ").sorted() == ["found", "other"], "no word, no search")
        }
    }

    @Test(arguments: Collection.all)
    func findsWhateverAResourceSaysInWords(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(.sources, "place", ["title": "A place"])
            var common: [(word: String, fields: JSON)] = [
                ("mark", ["labels": [["key": "key", "value": "A mark"]]]),
                ("C0038", ["externalRefs": [["source": "collection", "id": "C0038"]]]),
            ]
            common += collection.texts
            for (place, text) in common.enumerated() {
                try await desk.create(collection, "r\(place)", collection.sample.merging(text.fields))
            }
            for (place, text) in common.enumerated() {
                #expect(try await desk.find(collection, text.word) == ["r\(place)"], "\(text.word)")
            }
            for word in ["key", "collection", "tlp", "amber", "local", collection.items] {
                #expect(try await desk.find(collection, word) == [], "\(word)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func showsTheBestMatchFirst(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let mark: JSON = ["labels": [["key": "about", "value": "embassy"]]]
            try await desk.create(collection, "a-mark", collection.titled("Something else").merging(mark))
            try await desk.create(collection, "long", collection.titled("The embassy and a great many other things"))
            try await desk.create(collection, "title", collection.titled("The embassy"))
            try await desk.create(collection, "z-both", collection.titled("The embassy").merging(mark))
            #expect(try await desk.find(collection, "embassy") == ["z-both", "title", "long", "a-mark"])
            #expect(
                try await desk.find(collection, "embassy", ["orderBy": "name"]) == [
                    "a-mark", "long", "title", "z-both",
                ]
            )
            #expect(
                try await desk.find(collection, "embassy", ["orderBy": "name desc", "pageSize": 1]).first == "z-both"
            )
        }
    }

    @Test(arguments: Collection.all)
    func joinsAFilterAndAnOrderAndCounts(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for number in 0..<12 {
                let title = collection.titled(number % 2 == 0 ? "Even outage" : "Odd outage")
                let fields = title.merging(["tlp": number % 3 == 0 ? "TLP_RED" : "TLP_GREEN"])
                try await desk.create(collection, "r\(number + 10)", fields)
            }
            let request: JSON = ["filter": #"tlp = "RED""#, "orderBy": "create_time desc", "pageSize": 1]
            #expect(try await desk.find(collection, "even", request) == ["r16", "r10"])
            #expect(try await desk.find(collection, "outage", request) == ["r19", "r16", "r13", "r10"])
            let counted = request.merging(["search": "outage", "returnTotalSize": true])
            let page = try await desk.list(collection, counted)
            #expect(page.totalSize.integer == 4)
            #expect(page[collection.items].list.count == 1)
            #expect(try await desk.find(collection, "", ["filter": "odd AND NOT tlp = GREEN"]) == ["r13", "r19"])
            #expect(try await desk.find(collection, "nothing") == [])
            let none = try await desk.list(collection, ["search": "nothing", "returnTotalSize": true])
            #expect(none.totalSize == .null && none.nextPageToken == .null)
        }
    }

    /// A page's place is its first page's moment, whatever becomes of the matches meanwhile.
    @Test(arguments: Collection.all)
    func staysInPlaceWhileOthersWrite(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let titles = (0..<20).map { "outage" + String(repeating: " x", count: $0) }
            let items = titles.enumerated().map { ("r\($0 + 10)", collection.titled($1)) }
            try await desk.createBatch(collection, items)
            let all = try await desk.find(collection, "outage")
            #expect(all.count == 20)
            var request: JSON = ["search": "outage", "pageSize": 3]
            var seen: [String] = []
            repeat {
                let page = try await desk.list(collection, request)
                seen += page[collection.items].list.map(\.name.string)
                request.pageToken = page.nextPageToken
                try await desk.create(collection, "new\(seen.count)", collection.titled("outage"))
                let other = "\(collection.items)/\(all[seen.count % 20])"
                try await desk.update(collection, collection.titled("calm").merging(["name": JSON(other)]))
            } while request.pageToken != .null
            #expect(seen == all.map { "\(collection.items)/\($0)" })
        }
    }

    @Test(arguments: Collection.all)
    func findsWhatWasSaidAtAnEarlierMoment(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "a", collection.titled("A mistaken word")).name
            let before: JSON = ["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]]
            try await desk.update(collection, collection.titled("A better word").merging(["name": name]))
            #expect(try await desk.find(collection, "mistaken") == [])
            #expect(try await desk.find(collection, "mistaken", before) == ["a"])
            #expect(try await desk.find(collection, "better") == ["a"])
            #expect(try await desk.find(collection, "better", before) == [])
            try await desk.delete(collection, name.string)
            #expect(try await desk.find(collection, "better") == [])
            #expect(try await desk.find(collection, "better", ["showDeleted": true]) == ["a"])
            try await desk.undelete(collection, name.string)
            #expect(try await desk.find(collection, "better") == ["a"])
        }
    }

    @Test(arguments: Collection.all)
    func refusesWhatIsNoSearch(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(collection, "a")
            let words = (0...Limits.searchWords).map { "w\($0)" }.joined(separator: " ")
            for search in ["!", "*", "\"-\"", words] {
                let status = try await refusal("\(search)") {
                    try await desk.list(collection, ["search": JSON(search)])
                }
                #expect(status.code == .invalidArgument, "\(search)")
                #expect(status.fields == ["search"], "\(search)")
            }
            let both: JSON = ["search": "!", "filter": "nonsense = 1"]
            #expect(try await refusal { try await desk.list(collection, both) }.fields == ["filter", "search"])
            let page = try await desk.list(collection, ["search": "outage OR report OR ministry"])
            #expect(page[collection.items].list == [], "OR is a word here")
        }
    }
}

extension Desk {
    /// The ids that a search finds, page by page, with whatever else the request says.
    fileprivate func find(_ collection: Collection, _ search: String, _ request: JSON = [:]) async throws -> [String] {
        let names = try await names(of: collection, request.merging(["search": JSON(search)]))
        return names.map { String($0.dropFirst(collection.items.count + 1)) }
    }
}
