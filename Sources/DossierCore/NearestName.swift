/// What somebody who misspelt a name is likely to have meant.
public enum NearestName {
    /// The known name nearest to `name`; nil when none is near.
    public static func of(_ name: String, among known: [String]) -> String? {
        let limit = max(1, name.utf8.count / 3)
        return known.map { (name: $0, distance: distance(name, $0)) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?
            .name
    }

    /// `; did you mean "title"?`, or nothing.
    public static func hint(_ name: String, among known: [String]) -> String {
        of(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// Levenshtein's: characters to insert, delete or replace; case does not count.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().utf8.prefix(64))
        let right = Array(right.lowercased().utf8.prefix(64))
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
