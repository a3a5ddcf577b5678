namespace LlmAspire.Gateway.Dialects;

/// <summary>What an answer reader looks for, as slots of its map.</summary>
internal enum AnswerSlot
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer's id.</summary>
    Id,

    /// <summary>The kind of an event.</summary>
    EventType,

    /// <summary>An index that an event belongs to.</summary>
    Index,

    /// <summary>One of several choices.</summary>
    Choice,

    /// <summary>A choice's index.</summary>
    ChoiceIndex,

    /// <summary>A part of the text.</summary>
    Text,

    /// <summary>A part of the text of a choice that is not streamed.</summary>
    FinalText,

    /// <summary>Why it ended.</summary>
    Finish,

    /// <summary>A tool call, or a block or item that may be one.</summary>
    Item,

    /// <summary>The same, in a list that repeats what was streamed.</summary>
    FinalItem,

    /// <summary>An item's kind.</summary>
    ItemType,

    /// <summary>An item's index.</summary>
    ItemIndex,

    /// <summary>An item's id.</summary>
    ItemId,

    /// <summary>An item's name.</summary>
    ItemName,

    /// <summary>A part of an item's arguments, inside a string.</summary>
    ItemArguments,

    /// <summary>A part of an item's arguments that are JSON themselves.</summary>
    ItemInput,

    /// <summary>A part of an item's text.</summary>
    ItemText,

    /// <summary>A part of the object that repeats the whole answer.</summary>
    Whole,

    /// <summary>A part of the arguments of the item that <see cref="Index"/> names.</summary>
    ArgumentsDelta,
}
