namespace Aspire.Hosting;

/// <summary>What is being done with the application.</summary>
public class DistributedApplicationExecutionContext
{
    /// <summary>Says what is done.</summary>
    /// <param name="operation">What is done.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>What is done.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Whether it is run; always so here.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Whether it is published; never so here.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}
