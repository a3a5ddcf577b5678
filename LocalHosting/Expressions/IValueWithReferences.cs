namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is made from others.</summary>
public interface IValueWithReferences
{
    /// <summary>What it is made from: resources and further values.</summary>
    IEnumerable<object> References { get; }
}
