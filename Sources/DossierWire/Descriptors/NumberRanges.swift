import CProtobufC

/// Ascending numbers as protobuf-c looks them up: where each run begins, and a last entry that tells how many there are.
struct NumberRanges {
    /// The runs and the last entry.
    let table: [ProtobufCIntRange]
    /// The runs.
    var count: Int { table.count - 1 }

    init(_ numbers: [Int32]) {
        var table: [ProtobufCIntRange] = []
        for (index, number) in numbers.enumerated() where index == 0 || numbers[index - 1] &+ 1 != number {
            table.append(ProtobufCIntRange(start_value: number, orig_index: UInt32(index)))
        }
        table.append(ProtobufCIntRange(start_value: 0, orig_index: UInt32(numbers.count)))
        self.table = table
    }
}
