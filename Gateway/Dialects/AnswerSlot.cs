namespace LlmAspire.Gateway.Dialects;

/// <summary>What a dialect looks for in its documents, as slots of its map. Those of usage counts follow on from 100.</summary>
internal enum AnswerSlot
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The model that answered.</summary>
    Model,

    /// <summary>The answer's id.</summary>
    Id,

    /// <summary>The usage object.</summary>
    Usage,

    /// <summary>A usage object that counts only where there is no other.</summary>
    SpareUsage,

    /// <summary>An error: an object, or a text that is its message.</summary>
    Error,

    /// <summary>An error's type.</summary>
    ErrorType,

    /// <summary>An error's type, by the name that counts where there is no other.</summary>
    ErrorStatus,

    /// <summary>An error's code, a text or a number.</summary>
    ErrorCode,

    /// <summary>An error's message.</summary>
    ErrorMessage,

    /// <summary>A message at the top of a document that may be nothing but an error.</summary>
    BareMessage,

    /// <summary>The type beside it.</summary>
    BareType,

    /// <summary>The code beside it.</summary>
    BareCode,

    /// <summary>The kind of a document.</summary>
    EventType,

    /// <summary>An index that a document belongs to.</summary>
    Index,

    /// <summary>Why the model stopped, or how an answer ended.</summary>
    Finish,

    /// <summary>The same, by the name that counts where there is no other.</summary>
    SpareFinish,

    /// <summary>Whether a document is the last.</summary>
    Done,

    /// <summary>One of several choices.</summary>
    Choice,

    /// <summary>A choice's index.</summary>
    ChoiceIndex,

    /// <summary>One of several parts of a content.</summary>
    Part,

    /// <summary>A part's kind.</summary>
    PartType,

    /// <summary>Whether a part is a thought.</summary>
    PartThought,

    /// <summary>A part of the answer's text.</summary>
    Text,

    /// <summary>The text of an answer, where it may repeat what was streamed.</summary>
    FinalText,

    /// <summary>The text of a choice that has no message: of the old completions, or repeated for clients of theirs.</summary>
    ChoiceText,

    /// <summary>A choice's message or delta.</summary>
    Message,

    /// <summary>A choice's message, where it may repeat what was streamed.</summary>
    FinalMessage,

    /// <summary>A part of the answer that is no text: reasoning, a sound, a tool's work.</summary>
    Token,

    /// <summary>A tool call, or a block or item that may be one.</summary>
    Item,

    /// <summary>The same, where it may repeat what was streamed.</summary>
    FinalItem,

    /// <summary>An item's kind.</summary>
    ItemType,

    /// <summary>An item's index.</summary>
    ItemIndex,

    /// <summary>An item's id.</summary>
    ItemId,

    /// <summary>An item's name.</summary>
    ItemName,

    /// <summary>An item's arguments: a string with JSON in it, or a part of one, or the JSON itself.</summary>
    ItemArguments,

    /// <summary>What a tool that takes no JSON is given.</summary>
    ItemInput,

    /// <summary>A part of an item's text.</summary>
    ItemText,

    /// <summary>Whether an item's arguments will come in parts that are no text.</summary>
    ItemContinues,

    /// <summary>A part of the arguments of the item that <see cref="Index"/> names.</summary>
    ArgumentsDelta,
}
