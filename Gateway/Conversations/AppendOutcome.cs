namespace LlmAspire.Gateway.Conversations;

/// <summary>What came of adding a turn.</summary>
internal enum AppendOutcome
{
    /// <summary>It is there; a last turn of the same id has made room for it.</summary>
    Added,

    /// <summary>A turn of that id is there already, and others after it.</summary>
    AlreadyThere,

    /// <summary>It was to follow another turn than the last one, so nothing was added.</summary>
    Moved,
}
