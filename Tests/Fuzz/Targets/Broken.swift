/// A promise that an input has shown to be broken; what crashes needs no words.
struct Broken: Error {
    var what: String

    init(_ what: String) { self.what = what }
}
