namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something the application is made of: a project, a process, a database, a value.</summary>
public interface IResource
{
    /// <summary>The name, unique in the application without regard to case.</summary>
    string Name { get; }

    /// <summary>What is known about the resource beyond its name.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
