/// Carries a Swift value through a `void *`.
final class Box<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
}
