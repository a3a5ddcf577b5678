namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of relationship the dashboard knows.</summary>
internal static class KnownRelationshipTypes
{
    /// <summary>Set by <c>WithReference</c>.</summary>
    public const string Reference = "Reference";

    /// <summary>Set by <c>WaitFor</c> and its like.</summary>
    public const string WaitFor = "WaitFor";

    /// <summary>Set by <c>WithParentRelationship</c>.</summary>
    public const string Parent = "Parent";
}
