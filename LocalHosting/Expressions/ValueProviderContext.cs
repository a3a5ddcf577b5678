namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>The resource the value is for.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The run the value is for.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }
}
