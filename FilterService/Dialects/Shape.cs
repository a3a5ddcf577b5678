using System.Text;

namespace LlmAspire.FilterService.Dialects;

/// <summary>Where in a JSON value text stands. Immutable once built.</summary>
internal sealed class Shape
{
    /// <summary>The channel of a text of its own, which begins and ends with its field.</summary>
    public const int Whole = -1;

    /// <summary>The channel of a text that one event holds in several fields.</summary>
    public const int WithinEvent = -2;

    /// <summary>What the value itself means.</summary>
    public Role Role { get; init; }

    /// <summary>The text that strings here belong to.</summary>
    public int Channel { get; init; } = Whole;

    /// <summary>Whether strings here repeat what was streamed before.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether an object here is replaced as a whole when a text in it changes.</summary>
    public bool Element { get; init; }

    /// <summary>Whether the position in an array is the first (1) or second (2) index unless a member says otherwise; 0: neither.</summary>
    public int PositionIndex { get; init; }

    /// <summary>The shape of an array's elements; null: like the value itself.</summary>
    public Shape? Items { get; init; }

    /// <summary>The members of an object that mean something.</summary>
    public IReadOnlyList<(byte[] Name, Shape Shape)> Members { get; private init; } = [];

    /// <summary>An object with members.</summary>
    /// <param name="members">The members that mean something.</param>
    /// <returns>The shape.</returns>
    public static Shape Object(params (string Name, Shape Shape)[] members) => new() { Members = Named(members) };

    /// <summary>An array.</summary>
    /// <param name="items">Its elements.</param>
    /// <returns>The shape.</returns>
    public static Shape Array(Shape items) => new() { Items = items };

    /// <summary>This shape with other members.</summary>
    /// <param name="members">The members that mean something.</param>
    /// <returns>The shape.</returns>
    public Shape With(params (string Name, Shape Shape)[] members) => new()
    {
        Role = Role,
        Channel = Channel,
        Repeats = Repeats,
        Element = Element,
        PositionIndex = PositionIndex,
        Items = Items,
        Members = Named(members),
    };

    private static (byte[] Name, Shape Shape)[] Named((string Name, Shape Shape)[] members) =>
        [.. members.Select(member => (Encoding.UTF8.GetBytes(member.Name), member.Shape))];
}
