namespace LlmAspire.FilterService.Dialects;

/// <summary>What a member of an event's JSON means to a filter.</summary>
internal enum Role
{
    /// <summary>Nothing by itself; its members may mean something.</summary>
    None,

    /// <summary>Text.</summary>
    Text,

    /// <summary>JSON text in a string.</summary>
    Nested,

    /// <summary>The first index of the texts beside it.</summary>
    FirstIndex,

    /// <summary>The second index of the texts beside it.</summary>
    SecondIndex,

    /// <summary>The event's type.</summary>
    Type,

    /// <summary>Ends the texts beside it unless it is null.</summary>
    Finish,

    /// <summary>All strings below carry text, save members that name or refer to something.</summary>
    AnyText,

    /// <summary>All strings and numbers below carry text, whatever their names.</summary>
    AnyValue,

    /// <summary>Repeats the texts beside it in a form that cannot be kept when they change.</summary>
    Companion,
}
