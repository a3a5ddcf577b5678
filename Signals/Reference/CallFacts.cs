namespace LlmAspire.Signals.Reference;

/// <summary>A tool call as the reference's two readings of it see it.</summary>
internal sealed class CallFacts : RowFacts
{
    /// <summary>The name as failures report it: <c>unknown</c> unless the row is a JSON object with a name.</summary>
    public required string ReportedName { get; init; }

    /// <summary>The name as loops compare it; also read out of <c>name(...)</c> and bare names.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments as text, those of an object with its own members sorted.</summary>
    public required string Arguments { get; init; }

    /// <summary>An object's arguments with the members of every level sorted; null when they are no object.</summary>
    public required string? Canonical { get; init; }

    /// <summary>True when the arguments are equal: as JSON objects, or as text when one of them is none.</summary>
    public bool HasArgumentsOf(CallFacts other) =>
        Canonical is not null && other.Canonical is not null ? Canonical == other.Canonical : Arguments == other.Arguments;
}
