namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relationship to another resource.</summary>
/// <param name="ResourceName">The other resource's name.</param>
/// <param name="Type">Reference, WaitFor or Parent.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
