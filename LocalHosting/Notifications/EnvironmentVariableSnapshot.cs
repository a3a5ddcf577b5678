namespace Aspire.Hosting.ApplicationModel;

/// <summary>A variable of the process. The dashboard masks every value until asked for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
/// <param name="IsFromSpec">Whether the application set it; false when it was inherited.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
