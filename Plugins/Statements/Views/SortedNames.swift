/// A set of names in their order.
struct SortedNames {
    private var names: [String] = []

    /// Adds one, unless it is there.
    mutating func insert(_ name: String) {
        let place = place(behind: name)
        if place == 0 || names[place - 1] != name { names.insert(name, at: place) }
    }

    /// Up to so many behind a name.
    func after(_ name: String, limit: Int) -> [String] { Array(names[place(behind: name)...].prefix(limit)) }

    /// Where the first one stands that comes behind a name.
    private func place(behind name: String) -> Int {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] <= name { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
