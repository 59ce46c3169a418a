/// Colours that can be told apart, also by those who see few colours.
enum SVGColor: CaseIterable {
    case slate, rust, blue, purple, green, teal, amber

    /// On white.
    var light: String {
        switch self {
        case .slate: "#3d4450"
        case .rust: "#b3421b"
        case .blue: "#1f5fa8"
        case .purple: "#7a3f99"
        case .green: "#4d7a3a"
        case .teal: "#0b7285"
        case .amber: "#8a6100"
        }
    }

    /// On black.
    var dark: String {
        switch self {
        case .slate: "#c3cad6"
        case .rust: "#f0875c"
        case .blue: "#76b2f5"
        case .purple: "#c795e3"
        case .green: "#95c77e"
        case .teal: "#5fd0dd"
        case .amber: "#e0b84c"
        }
    }
}
