// SPDX-License-Identifier: Apache-2.0

/// At which side of its room a text stands.
package enum TextAlignment: Equatable, Sendable { case left, right }
