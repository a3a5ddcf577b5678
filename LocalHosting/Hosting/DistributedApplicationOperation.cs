namespace Aspire.Hosting;

/// <summary>What is done with the application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>It is run. This host does nothing else.</summary>
    Run = 0,

    /// <summary>It is published.</summary>
    Publish = 1,
}
